"""The official form: drawing values, layout, route, svg, export."""
