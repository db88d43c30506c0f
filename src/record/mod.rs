//! Front matter as nodes with positions. The only room that knows YAML.
