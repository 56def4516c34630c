"""An example of each message, by the sections of templates/README.md."""
from examples import bulk, conversions, data, files, filling, filters, joins, packages, partials, pictures, records, rich, schemas, tags, zips

EXAMPLES = [example for module in (files, zips, packages, tags, partials, filling, rich, data, records, bulk, schemas, filters, pictures,
                                   conversions, joins)
            for example in module.EXAMPLES]
