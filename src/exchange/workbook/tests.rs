use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;
use crate::model::Model;

#[test]
fn sheets_come_as_they_are_shown() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Organs").unwrap();
    for (column, heading) in ["id", "name", "start", "end", "number"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    let date = |year, month, day| ExcelDateTime::from_ymd(year, month, day).unwrap();
    let shown = |code: &str| Format::new().set_num_format(code);
    sheet.write_with_format(1, 2, date(1950, 1, 1), &shown("yyyy")).unwrap();
    sheet.write_with_format(1, 3, date(1951, 5, 2), &shown("dd/mm/yyyy")).unwrap();
    sheet.write_with_format(2, 2, date(1950, 5, 1), &shown("mmm yyyy")).unwrap();
    sheet.write(1, 0, "a").unwrap();
    sheet.write(1, 4, 3.0).unwrap();
    sheet.write(2, 0, "b").unwrap();
    sheet.merge_range(1, 1, 2, 1, "Twins, both", &Format::new()).unwrap();
    sheet.write_formula(2, 4, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(2, 3, Formula::new("=NA()").set_result("#N/A")).unwrap();
    book.add_worksheet().set_name("Hidden").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    book.add_worksheet().set_name("Empty").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let BookSheets { sheets, notes } = sheets(&bytes).unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(
        sheets[0].text.replace("#N/A", ""),
        "id,name,start,end,number\na,\"Twins, both\",1950,1951-05-02,3\nb,\"Twins, both\",1950-05,,2\n"
    );
    assert!(notes.iter().any(|note| note.contains("`Hidden` is hidden")), "{notes:?}");
}

fn ods(content: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default();
    for (name, text) in
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]
    {
        archive.start_file(name, stored).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn sheets_of_open_documents_come_as_they_are_shown() {
    let content = r#"<?xml version="1.0"?><office:document-content>
      <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
      <table:table table:name="Organs">
       <table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>start</text:p></table:table-cell></table:table-row>
       <table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2">
         <office:annotation><text:p>a remark</text:p></office:annotation><text:p>R&amp;D</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>One<text:s text:c="2"/>unit</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="1950-01-01"><text:p>1950</text:p></table:table-cell></table:table-row>
       <table:table-row><table:covered-table-cell/>
        <table:table-cell office:value-type="float" office:value="2"><text:p>2.00</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="1951-05-02T00:00:00"><text:p>02.05.51</text:p></table:table-cell></table:table-row>
       <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
      </table:table>
      <table:table table:name="Old" table:style-name="ta2"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
    </office:document-content>"#;
    let BookSheets { sheets, notes } = sheets(&ods(content)).unwrap();
    assert_eq!(sheets[0].text, "id,name,start\nR&D,One  unit,1950\nR&D,2,1951-05-02\n");
    assert_eq!(notes, ["the sheet `Old` is hidden and was not read"]);
}

#[test]
fn a_document_that_repeats_its_cells_for_ever_is_refused() {
    let content = r#"<office:document-content><table:table table:name="S">
       <table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float"
         office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table></office:document-content>"#;
    let error = sheets(&ods(content)).unwrap_err();
    assert!(error.contains("more than 30000000 cells"), "{error}");
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><office:document-content><table:table table:name="S">
       <table:table-row><table:table-cell office:value-type="string"><text:p>x&b;y</text:p></table:table-cell></table:table-row></table:table></office:document-content>"#;
    let read = sheets(&ods(bomb)).unwrap();
    assert_eq!(read.sheets[0].text, "xy\n");
}

#[test]
fn what_is_no_workbook_is_refused_in_words() {
    for (bytes, words) in [(&b"PK\x03\x04...."[..], "broken"), (b"", "broken")] {
        let error = sheets(bytes).unwrap_err();
        assert!(error.contains(words), "{error}");
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("a.txt", SimpleFileOptions::default()).unwrap();
    let error = sheets(&archive.finish().unwrap().into_inner()).unwrap_err();
    assert!(error.contains("without sheets"), "{error}");
}

#[test]
fn a_model_as_a_workbook_says_what_is_known_and_by_whom() {
    let model: Model<'_> = ron::from_str(
        r#"Model(
        sources: { "minutes": Source(title: "Minutes", reliability: High) },
        organs: { "club": Organ(name: "=1+1", existence: [Claim(value: "1950~/", cite: "minutes p. 3"),
            Claim(value: "1949/", modality: Reported)]) },
        people: { "ada": Person(name: "Ada") },
        posts: { "chair": Post(title: "Chair", organ: "club") },
        tenures: [Tenure(person: "ada", post: "chair", during: "1950-05-02/..", modality: Planned)],
    )"#,
    )
    .unwrap();
    let (bytes, left_out) = to_xlsx(&model);
    assert!(left_out.is_empty());
    assert_eq!(bytes, to_xlsx(&model).0, "the same model gives the same bytes");
    let BookSheets { sheets, .. } = sheets(&bytes).unwrap();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["organs", "posts", "tenures", "people", "sources"]);
    insta::assert_snapshot!(
        sheets.iter().map(|sheet| sheet.text.as_str()).collect::<Vec<_>>().join("\n")
    );
}
