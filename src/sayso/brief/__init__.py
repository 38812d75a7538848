"""What an analyst sends: one record, shown in the terminal, as one HTML file and as JSON.

`sayso.brief.build.build_brief` makes a `sayso.brief.records.Brief`; `to_terminal` in
`sayso.brief.terminal`, `to_html` in `sayso.brief.html` and `to_json` in `sayso.brief.exchange` show it.
They are imported one by one, so that a program that wants JSON does not pay for the page.
"""

SECTIONS = {
    "short": "In short",
    "read": "What was read",
    "says": "Who says what",
    "outlook": "Outlook",
    "differ": "Where they differ, and which sentence makes it",
    "chronology": "From the chronology",
    "beside": "Beside the record",
    "made": "How this was made, and what not to read into it",
    "texts": "The texts",
}
"""Section identifiers and their headings, in order; terminal and page show the same ones."""
