//! The macros that define a record or a choice once: the type, its RON through serde, its reading
//! with places, and its owned form.

use super::{At, Text};

/// Whether a value is the default of its type: such fields are not written.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The name of a field as the language has it: a word of Rust's own has `r#` before it there.
pub(crate) const fn plain_name(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(plain) => plain,
            Err(_) => name,
        },
        _ => name,
    }
}

/// Turns data that borrows from a text into data that owns all its text.
pub trait IntoOwned {
    /// The same type without a borrowed lifetime.
    type Owned;
    /// Copies what was borrowed.
    fn into_owned(self) -> Self::Owned;
}

impl IntoOwned for Text<'_> {
    type Owned = Text<'static>;
    fn into_owned(self) -> Text<'static> {
        Text::Owned(Text::into_owned(self))
    }
}

impl<T: IntoOwned> IntoOwned for Vec<T> {
    type Owned = Vec<T::Owned>;
    fn into_owned(self) -> Self::Owned {
        self.into_iter().map(T::into_owned).collect()
    }
}

/// Types that hold no text.
macro_rules! owned_already {
    ($($t:ty),* $(,)?) => { $(
        impl $crate::model::IntoOwned for $t {
            type Owned = $t;
            fn into_owned(self) -> $t { self }
        }
    )* };
}

owned_already!(u32, u64, bool, At);

/// Defines a record. `named NAME` is its name in the language where that is not the type's; `short FIELD` lets a bare
/// text stand for a record with that field alone; `split by METHOD` then shares it out among the fields.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $Name:ident<$lt:lifetime> = $expected:literal
            $(, named $named:literal)?
            $(, short $short:ident $(split by $split:ident)?)? {
            $( $(#[doc = $fdoc:literal])* pub $field:ident : $ty:ty, )*
        }
    ) => {
        record!(@attributes [$($short)?]
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        $(#[serde(rename = $named)])?
        pub struct $Name<$lt> {
            $( $(#[doc = $fdoc])*
               #[serde(skip_serializing_if = "crate::model::is_default")]
               pub $field: $ty, )*
            /// Where it begins in its text; not part of the language.
            #[serde(skip)]
            pub pos: $crate::model::At,
        });

        impl $crate::model::IntoOwned for $Name<'_> {
            type Owned = $Name<'static>;
            fn into_owned(self) -> $Name<'static> {
                $Name { $( $field: $crate::model::IntoOwned::into_owned(self.$field), )* pos: self.pos }
            }
        }

        impl $Name<'_> {
            /// Writes the fields as those of an enum's variant.
            #[allow(dead_code, reason = "only the records that variants share need it")]
            pub(crate) fn serialize_variant<S: serde::Serializer>(
                &self, s: S, name: &'static str, index: u32, variant: &'static str,
            ) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeStructVariant;
                let written = [$(!$crate::model::is_default(&self.$field)),*];
                let count = written.iter().filter(|written| **written).count();
                let mut out = s.serialize_struct_variant(name, index, variant, count)?;
                $(
                    if !$crate::model::is_default(&self.$field) {
                        out.serialize_field(
                            $crate::model::record::plain_name(stringify!($field)), &self.$field,
                        )?;
                    }
                )*
                out.end()
            }
        }

        impl<$lt> $crate::model::Record<$lt> for $Name<$lt> {
            const NAME: &'static str = record!(@name $Name $($named)?);
            const FIELDS: &'static [&'static str] =
                &[$($crate::model::record::plain_name(stringify!($field))),*];
            const SHAPE: $crate::model::RecordShape = $crate::model::RecordShape {
                name: record!(@name $Name $($named)?),
                type_name: stringify!($Name),
                about: concat!($($doc, "\n"),*),
                fields: &[$($crate::model::FieldShape {
                    name: $crate::model::record::plain_name(stringify!($field)),
                    about: concat!($($fdoc, "\n"),*),
                    shape: <$ty as $crate::model::Value<$lt>>::shape,
                }),*],
                short: record!(@short $($short)?),
            };

            #[inline]
            fn read_field<R: $crate::model::Read<$lt>>(
                &mut self, index: usize, r: &mut R,
            ) -> Result<(), R::Error> {
                let mut _at = 0;
                $(
                    if index == _at {
                        return $crate::model::Value::read(&mut self.$field, r);
                    }
                    _at += 1;
                )*
                unreachable!("readers give the index of a known field")
            }
        }

        record!(@value $Name<$lt>, $expected, $($short $($split)?)?);
    };

    (@name $Name:ident) => { stringify!($Name) };
    (@name $Name:ident $named:literal) => { $named };

    (@short) => { None };
    (@short $short:ident) => { Some(stringify!($short)) };

    (@attributes [] $($item:tt)*) => { $($item)* };
    (@attributes [$short:ident] $(#[$meta:meta])* pub struct $($item:tt)*) => {
        $(#[$meta])*
        #[serde(remote = "Self")]
        pub struct $($item)*
    };

    (@value $Name:ident<$lt:lifetime>, $expected:literal, ) => {
        impl<$lt> $crate::model::Value<$lt> for $Name<$lt> {
            const EXPECTED: &'static str = $expected;
            fn read<R: $crate::model::Read<$lt>>(&mut self, r: &mut R) -> Result<(), R::Error> {
                use $crate::model::Record;
                self.pos = r.pos();
                r.record(Self::NAME, Self::FIELDS, |r, index| self.read_field(index, r))
            }
            fn shape() -> $crate::model::ValueShape {
                $crate::model::ValueShape::Record(<Self as $crate::model::Record<$lt>>::SHAPE)
            }
        }
    };
    (@value $Name:ident<$lt:lifetime>, $expected:literal, $short:ident $($split:ident)?) => {
        impl<$lt> $crate::model::Value<$lt> for $Name<$lt> {
            const EXPECTED: &'static str = $expected;
            fn read<R: $crate::model::Read<$lt>>(&mut self, r: &mut R) -> Result<(), R::Error> {
                use $crate::model::Record;
                let pos = r.pos();
                match r.form() {
                    $crate::model::Forms::Text => {
                        self.$short = r.text()?;
                        $( self.$split(); )?
                    }
                    $crate::model::Forms::Record => {
                        r.record(Self::NAME, Self::FIELDS, |r, index| self.read_field(index, r))?;
                    }
                    _ => return Err(r.mismatch($expected)),
                }
                self.pos = pos;
                Ok(())
            }
            fn shape() -> $crate::model::ValueShape {
                $crate::model::ValueShape::Record(<Self as $crate::model::Record<$lt>>::SHAPE)
            }
        }

        impl<'de, $lt> serde::Deserialize<'de> for $Name<$lt> {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                struct Form<$lt>(std::marker::PhantomData<$Name<$lt>>);
                impl<'de, $lt> serde::de::Visitor<'de> for Form<$lt> {
                    type Value = $Name<$lt>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                        Ok($Name::from($crate::model::Text::Owned(text.to_owned())))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self, map: A,
                    ) -> Result<Self::Value, A::Error> {
                        $Name::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                d.deserialize_any(Form(std::marker::PhantomData))
            }
        }

        impl serde::Serialize for $Name<'_> {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                match self.as_short() {
                    Some(short) => s.serialize_str(&short),
                    None => $Name::serialize(self, s),
                }
            }
        }
    };
}

/// Defines one of a fixed set of names; the first is the default.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident = $what:literal {
            $(#[doc = $fdoc:literal])* $first:ident,
            $( $(#[doc = $vdoc:literal])* $variant:ident, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(
            Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $Name {
            $(#[doc = $fdoc])* #[default] $first,
            $( $(#[doc = $vdoc])* $variant, )*
        }

        impl $crate::model::Choice for $Name {
            const WHAT: &'static str = $what;
            const NAMES: &'static [&'static str] =
                &[stringify!($first), $(stringify!($variant)),*];
            const SHAPE: $crate::model::ChoiceShape = $crate::model::ChoiceShape {
                what: $what,
                names: <Self as $crate::model::Choice>::NAMES,
                about: &[concat!($($fdoc, "\n"),*), $(concat!($($vdoc, "\n"),*)),*],
            };
            fn from_index(index: usize) -> Self {
                [$Name::$first, $($Name::$variant),*][index]
            }
            fn index(self) -> usize {
                self as usize
            }
        }

        impl<'t> $crate::model::Value<'t> for $Name {
            const EXPECTED: &'static str = $what;
            fn read<R: $crate::model::Read<'t>>(&mut self, r: &mut R) -> Result<(), R::Error> {
                use $crate::model::Choice;
                *self = Self::from_index(r.choice(Self::WHAT, Self::NAMES)?);
                Ok(())
            }
            fn shape() -> $crate::model::ValueShape {
                $crate::model::ValueShape::Choice(<Self as $crate::model::Choice>::SHAPE)
            }
        }

        impl std::fmt::Display for $Name {
            /// The name in lower case, as messages print it.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&$crate::model::Choice::name(*self).to_lowercase())
            }
        }

        owned_already!($Name);
    };
}

/// Defines a value written `Variant(field: ..)` where all variants share the fields of one record.
macro_rules! variants {
    (
        $(#[$meta:meta])*
        pub struct $Name:ident<$lt:lifetime> = $expected:literal { $tag:ident: $Tag:ident, $body:ident: $Body:ident }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Name<$lt> {
            /// Which it is: the name before the parentheses.
            pub $tag: $Tag,
            /// What stands in the parentheses.
            pub $body: $Body<$lt>,
        }

        impl $crate::model::IntoOwned for $Name<'_> {
            type Owned = $Name<'static>;
            fn into_owned(self) -> $Name<'static> {
                $Name { $tag: self.$tag, $body: $crate::model::IntoOwned::into_owned(self.$body) }
            }
        }

        impl<$lt> $crate::model::Value<$lt> for $Name<$lt> {
            const EXPECTED: &'static str = $expected;
            fn read<R: $crate::model::Read<$lt>>(&mut self, r: &mut R) -> Result<(), R::Error> {
                use $crate::model::{Choice, Record};
                self.$body.pos = r.pos();
                let body = &mut self.$body;
                let index = r.variant($Tag::WHAT, $Tag::NAMES, $Body::FIELDS, |r, index| {
                    body.read_field(index, r)
                })?;
                self.$tag = $Tag::from_index(index);
                Ok(())
            }
            fn shape() -> $crate::model::ValueShape {
                $crate::model::ValueShape::Variants(
                    <$Tag as $crate::model::Choice>::SHAPE,
                    <$Body<$lt> as $crate::model::Record<$lt>>::SHAPE,
                )
            }
        }

        impl<'de, $lt> serde::Deserialize<'de> for $Name<$lt> {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                use $crate::model::{Choice, Record};
                struct Form<$lt>(std::marker::PhantomData<$Name<$lt>>);
                impl<'de, $lt> serde::de::Visitor<'de> for Form<$lt> {
                    type Value = $Name<$lt>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }
                    fn visit_enum<A: serde::de::EnumAccess<'de>>(
                        self, data: A,
                    ) -> Result<Self::Value, A::Error> {
                        use serde::de::VariantAccess;
                        let ($tag, rest) = data.variant::<$Tag>()?;
                        let $body = rest.struct_variant($Body::FIELDS, Body(std::marker::PhantomData))?;
                        Ok($Name { $tag, $body })
                    }
                }
                struct Body<$lt>(std::marker::PhantomData<$Body<$lt>>);
                impl<'de, $lt> serde::de::Visitor<'de> for Body<$lt> {
                    type Value = $Body<$lt>;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("fields in parentheses")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self, map: A,
                    ) -> Result<Self::Value, A::Error> {
                        serde::Deserialize::deserialize(
                            serde::de::value::MapAccessDeserializer::new(map),
                        )
                    }
                }
                d.deserialize_enum(stringify!($Name), $Tag::NAMES, Form(std::marker::PhantomData))
            }
        }

        impl serde::Serialize for $Name<'_> {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                use $crate::model::Choice;
                let (index, variant) = (self.$tag.index() as u32, self.$tag.name());
                self.$body.serialize_variant(s, stringify!($Name), index, variant)
            }
        }
    };
}

pub(crate) use {choice, owned_already, record, variants};
