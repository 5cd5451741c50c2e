"""How the documentation is built: `make docs` turns the pages of this folder into a site, and any warning stops it."""

import volmatch

project = "volmatch"
author = "the volmatch contributors"
release = volmatch.__version__
version = release
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["conf.py"]

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False
html_show_sourcelink = False

# Links from page to page may name a heading, as they do on the web page of the project's files.
myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]

napoleon_google_docstring = False
napoleon_use_rtype = False

# A name in single backticks is a link where something of this name is documented, and plain code elsewhere.
default_role = "py:obj"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True, "show-inheritance": False}
