"""An example of each message, by the sections of templates/README.md."""
from examples import conversions, data, files, filling, filters, packages, partials, pictures, records, rich, schemas, tags, zips

EXAMPLES = [example for module in (files, zips, packages, tags, partials, filling, rich, data, records, schemas, filters, pictures, conversions)
            for example in module.EXAMPLES]
