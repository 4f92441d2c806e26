//! Files that somebody made to break a program: each gets a clear message, in bounded memory, and nothing of it is run,
//! fetched or unfolded.

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use zip::write::{SimpleFileOptions, ZipWriter};

/// So much memory, in KiB, may the program reserve: a small part of what these files would unfold to.
const MEMORY: &str = "3000000";

/// What the program says of a file, with little memory, and how it ends.
fn said_of(folder: &Path, format: &str, file: &str) -> (String, Option<i32>) {
    let program = env!("CARGO_BIN_EXE_organigram");
    let run = Command::new("sh")
        .args([
            "-c",
            &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""),
            program,
            "import",
            format,
            file,
        ])
        .current_dir(folder)
        .output()
        .expect("the program runs");
    let said = [run.stdout, run.stderr].concat();
    (String::from_utf8(said).expect("it prints text"), run.status.code())
}

/// An archive of parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("the part is new");
        archive.write_all(text.as_bytes()).expect("memory takes all");
    }
    archive.finish().expect("memory takes all").into_inner()
}

/// A workbook with one sheet.
fn workbook(head: &str, sheet: &str) -> Vec<u8> {
    let sheet = format!(
        "{head}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>"
    );
    archive(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Target=\"xl/workbook.xml\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
             <sheet name=\"organs\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

const LAUGHS: &str = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\
    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY file SYSTEM \"secret.txt\">]>";

#[test]
fn a_sheet_as_large_as_sheets_can_be_costs_what_it_shows() {
    let folder = tempfile::tempdir().unwrap();
    let rows = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>\
         <row r=\"1048576\">{}</row></sheetData>",
        text_cell("A1", "id"),
        text_cell("B1", "name"),
        text_cell("A2", "club"),
        text_cell("B2", "Chess Club"),
        text_cell("XFD1048576", "stray"),
    );
    std::fs::write(folder.path().join("wide.xlsx"), workbook("", &rows)).unwrap();
    let (said, code) = said_of(folder.path(), "xlsx", "wide.xlsx");
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("\"club\": Organ(name: \"Chess Club\")"), "{said}");
    assert!(said.contains("1 line below are no part of the table: `stray`"), "{said}");
}

#[test]
fn cells_that_are_repeated_to_fill_a_sheet_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let content = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
        xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
        <office:body><office:spreadsheet><table:table table:name=\"organs\"><table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let book = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
    ]);
    std::fs::write(folder.path().join("full.ods"), book).unwrap();
    let (said, code) = said_of(folder.path(), "ods", "full.ods");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("it has more than 30000000 cells"), "{said}");
}

#[test]
fn what_unpacks_to_very_much_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mega = " ".repeat(1 << 20);
    let one = archive(&[("xl/worksheets/sheet1.xml", &mega)]);
    let mut one = zip::ZipArchive::new(Cursor::new(one)).unwrap();
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..300 {
        many.raw_copy_file_rename(one.by_index(0).unwrap(), format!("xl/worksheets/sheet{at}.xml"))
            .unwrap();
    }
    let bomb = many.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    std::fs::write(folder.path().join("bomb.xlsx"), bomb).unwrap();
    let (said, code) = said_of(folder.path(), "xlsx", "bomb.xlsx");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("it unpacks to more than 100 times its size"), "{said}");
}

#[test]
fn entities_of_documents_are_never_unfolded() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret.txt"), "the secret").unwrap();
    let rows = format!(
        "<sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}{}</row></sheetData>",
        text_cell("A1", "id"),
        text_cell("B1", "name"),
        text_cell("A2", "club"),
        text_cell("B2", "&e;&file;"),
    );
    std::fs::write(folder.path().join("laughs.xlsx"), workbook(LAUGHS, &rows)).unwrap();
    let record = format!(
        "{LAUGHS}<eac xmlns=\"https://archivists.org/ns/eac/v2\"><control><recordId>c</recordId></control><cpfDescription>\
         <identity><entityType value=\"corporateBody\"/><nameEntry><part>Club &e;&file;</part></nameEntry></identity>\
         </cpfDescription></eac>"
    );
    std::fs::write(folder.path().join("laughs.xml"), record).unwrap();
    for (format, file) in [("xlsx", "laughs.xlsx"), ("eac", "laughs.xml")] {
        let (said, code) = said_of(folder.path(), format, file);
        assert!(matches!(code, Some(0..=2)), "{file}: {said}");
        assert!(!said.contains("aaaa") && !said.contains("the secret"), "{file}: {said}");
    }
}
