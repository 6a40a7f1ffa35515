//! Apache Parquet, by the low-level writer of columns: the data frame libraries on the other side need
//! no Arrow on this one, which would cost four times the build.

use super::rows::{COLUMNS, Cell, Row, Sort};
use anyhow::{Context, Result};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, FloatType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows of a group: as many as keep memory small.
const GROUP: usize = 20_000;

/// Writes rows in groups.
pub struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    rows: Vec<Row>,
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(out: W) -> Result<Writer<W>> {
        let properties = Arc::new(WriterProperties::builder().build());
        Ok(Writer {
            file: SerializedFileWriter::new(out, Arc::new(schema()?), properties)?,
            rows: Vec::new(),
        })
    }

    /// Takes the rows of a report.
    ///
    /// # Errors
    /// If a group cannot be written.
    pub fn report(&mut self, rows: Vec<Row>) -> Result<()> {
        self.rows.extend(rows);
        match self.rows.len() {
            0..GROUP => Ok(()),
            _ => self.group(),
        }
    }

    /// Writes what is left, and the end of the file.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn close(mut self) -> Result<()> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.file.close()?;
        Ok(())
    }

    fn group(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let mut group = self.file.next_row_group()?;
        for (i, (_, sort)) in COLUMNS.iter().enumerate() {
            let cells = rows.iter().map(|row| &row[i]);
            column(&mut group, *sort, cells)?;
        }
        group.close()?;
        Ok(())
    }
}

fn schema() -> Result<Type> {
    let column = |(name, sort): &(&str, Sort)| {
        let column = match sort {
            Sort::Text => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String))
                .with_repetition(Repetition::OPTIONAL),
            Sort::Number => Type::primitive_type_builder(name, Physical::INT64)
                .with_repetition(Repetition::OPTIONAL),
            Sort::Share => Type::primitive_type_builder(name, Physical::FLOAT)
                .with_repetition(Repetition::REQUIRED),
        };
        column.build().map(Arc::new)
    };
    let columns: Result<Vec<_>, _> = COLUMNS.iter().map(column).collect();
    Ok(Type::group_type_builder("attribution")
        .with_fields(columns?)
        .build()?)
}

fn column<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    sort: Sort,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<()> {
    let mut writer = group.next_column()?.context("the file has fewer columns")?;
    let (mut texts, mut numbers, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    let mut there: Vec<i16> = Vec::new();
    for cell in cells {
        match cell {
            Cell::Text(words) => {
                there.push(i16::from(words.is_some()));
                texts.extend(words.as_deref().map(ByteArray::from));
            }
            Cell::Number(number) => {
                there.push(i16::from(number.is_some()));
                numbers.extend(*number);
            }
            Cell::Share(share) => shares.push(*share),
        }
    }
    match sort {
        Sort::Text => {
            let column = writer.typed::<ByteArrayType>();
            column.write_batch(&texts, Some(&there), None)?;
        }
        Sort::Number => {
            let column = writer.typed::<Int64Type>();
            column.write_batch(&numbers, Some(&there), None)?;
        }
        Sort::Share => {
            let column = writer.typed::<FloatType>();
            column.write_batch(&shares, None, None)?;
        }
    }
    writer.close()?;
    Ok(())
}
