"""From documents to findings: schema, rules by family, reports. Does not know where files come from."""
