"""Which sample goes with which profile: symbols and capacities of the Party are mistakes in documents of the State, and the
other way."""
import json


def profile_of(sample):
    """The profile that the data asks for; "" when it leaves it to the template."""
    with open(sample, encoding="utf-8") as file:
        return json.load(file).get("$profile", "")


def is_of_party(profile):
    return profile.endswith("-vptw")


def suits(sample, profile):
    return is_of_party(profile) == is_of_party(profile_of(sample))
