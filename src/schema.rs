//! The shapes of what is written and read, as JSON Schemas (draft 2020-12). They are made from the types that are written
//! and read, so that they cannot drift from them; the descriptions are the types' own docs.
//!
//! Reports stay open for fields to come; a key that nothing reads is an error in what is read.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use crate::casefile::FileShape;
use crate::compare::Comparison;
use crate::render::{Line, LintDocument, Summary};
use crate::report::Report;

/// Of the document of `check --format json`.
pub fn report() -> Schema {
    written::<Report>()
}

/// Of one line of `check --format jsonl`.
pub fn line() -> Schema {
    written::<Line<'_>>()
}

/// Of the line of `check --format summary`.
pub fn summary() -> Schema {
    written::<Summary<'_>>()
}

/// Of the document of `lint --format json`.
pub fn lint() -> Schema {
    written::<LintDocument<'_>>()
}

/// Of the document of `compare --format json`.
pub fn comparison() -> Schema {
    written::<Comparison>()
}

/// Of a case file, `*.test.yaml`.
pub fn cases() -> Schema {
    read::<FileShape>()
}

/// The schema of what is written: every field is there, and may be null.
pub fn written<T: JsonSchema>() -> Schema {
    of::<T>(SchemaSettings::draft2020_12().for_serialize())
}

/// The schema of what people write: a key is there or is not, and never null.
pub fn read<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    of::<T>(settings.with_transform(RecursiveTransform(without_null)))
}

fn of<T: JsonSchema>(settings: SchemaSettings) -> Schema {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_widths).transform(&mut schema);
    schema
}

/// The names of Rust's integers are no formats of JSON Schema, and strict validators refuse them.
fn without_widths(schema: &mut Schema) {
    let width = |format: &Value| {
        let name = format.as_str().unwrap_or_default();
        name.starts_with("int") || name.starts_with("uint")
    };
    if schema.get("format").is_some_and(width) {
        schema.remove("format");
    }
}

fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
    }
    let Some(Value::Array(choices)) = schema.get_mut("anyOf") else { return };
    choices.retain(|one| one.get("type").is_none_or(|kind| kind != "null"));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        schema.remove("anyOf");
        only.into_iter().for_each(|(key, value)| {
            if schema.get(&key).is_none() {
                schema.insert(key, value);
            }
        });
    }
}

/// One thing or a list of them.
pub struct OneOrMore<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for OneOrMore<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMore_{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({"anyOf": [one, {"type": "array", "items": one}]})
    }
}

/// Whole numbers by the words of an enum.
pub struct Tally<K>(PhantomData<K>);

impl<K: JsonSchema> JsonSchema for Tally<K> {
    fn schema_name() -> Cow<'static, str> {
        format!("Tally_{}", K::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": generator.subschema_for::<K>(),
            "additionalProperties": {"type": "integer", "minimum": 0},
        })
    }
}

/// A day, as 2004-03-01.
pub struct Day;

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
    }
}

/// A text, which YAML may take for a number or for true or false.
pub struct Text;

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "number", "boolean"]})
    }
}
