"""English text: names, grammar, roles, clauses and dates of acts. The layers and the flow are those of extraction."""
