"""Prints the schema: `python -m gateway.graphql.export > gateway/schema.graphql`."""

from gateway.graphql.schema import make_schema

if __name__ == "__main__":
    print(make_schema().as_str())
