"""The language server, asked by pytest-lsp as a client of the protocol would: the main requests over standard input and
output, of a model in two files whose texts change. `.ci/run` installs what it needs and sets ORGANIGRAM."""

import asyncio
import os
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

MODEL = """Model(
    include: ["parts/*.ron"],
    sources: { "minutes": Source(title: "Minute book", published: "1951") },
    organs: {
        "club": Organ(name: "Rookhaven Chess Club", existence: "1950/1971", cite: "minutes p. 1"),
        "board": Organ(name: "Board", under: "club", existence: "1950/", cite: "minutes p. 2"),
    },
    queries: { "bodies": "under(club)" },
)
"""
PART = """Model(
    people: { "vera": Person(name: "Vera Stone", cite: "minutes p. 1") },
    posts: { "chair": Post(title: "Chair", organ: "board", cite: "minutes p. 1") },
    tenures: [Tenure(person: "vera", post: "chair", during: "1951/1953", cite: "minutes p. 1")],
)
"""


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[os.environ.get("ORGANIGRAM", "organigram"), "lsp"])
)
async def client(lsp_client: LanguageClient, tmp_path: Path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "club.ron").write_text(MODEL)
    (tmp_path / "parts/people.ron").write_text(PART)
    lsp_client.root = tmp_path
    lsp_client.registered = []

    @lsp_client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def register(params: lsp.RegistrationParams):
        lsp_client.registered += [one.method for one in params.registrations]

    await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"),
            workspace_folders=[lsp.WorkspaceFolder(uri=tmp_path.as_uri(), name="models")],
            initialization_options={"asOf": "1960"},
        )
    )
    yield
    await lsp_client.shutdown_session()


def opened(client: LanguageClient, name: str, text: str) -> lsp.TextDocumentIdentifier:
    uri = (client.root / name).as_uri()
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(
            text_document=lsp.TextDocumentItem(uri=uri, language_id="ron", version=1, text=text)
        )
    )
    return lsp.TextDocumentIdentifier(uri=uri)


def place(text: str, wanted: str, within: int = 0) -> lsp.Position:
    before = text[: text.index(wanted) + within]
    return lsp.Position(line=before.count("\n"), character=len(before.rsplit("\n", 1)[-1]))


def whole(text: str) -> lsp.Range:
    return lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(text.count("\n") + 1, 0))


async def reported(client: LanguageClient, uri: str, is_it) -> list[lsp.Diagnostic]:
    """Waits until what is reported of a file is what is awaited."""
    for _ in range(600):
        found = client.diagnostics.get(uri)
        if found is not None and is_it(found):
            return list(found)
        await asyncio.sleep(0.1)
    raise AssertionError(f"never reported as awaited: {client.diagnostics.get(uri)}")


@pytest.mark.asyncio
async def test_what_is_typed_is_checked_before_it_is_saved(client: LanguageClient):
    part = opened(client, "parts/people.ron", PART)
    await reported(client, part.uri, lambda found: not [one for one in found if one.severity == 1])
    at = place(PART, '"chair", during', 1)
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(uri=part.uri, version=2),
            content_changes=[
                lsp.TextDocumentContentChangePartial(
                    range=lsp.Range(start=at, end=lsp.Position(at.line, at.character + 5)), text="chief"
                )
            ],
        )
    )
    found = await reported(client, part.uri, lambda found: any(one.code == "R001" for one in found))
    wrong = next(one for one in found if one.code == "R001")
    assert wrong.message.startswith("no post has the id `chief`")
    assert wrong.range.start == at
    assert wrong.code_description is not None
    assert client.registered == ["workspace/didChangeWatchedFiles"]


@pytest.mark.asyncio
async def test_places(client: LanguageClient):
    part = opened(client, "parts/people.ron", PART)
    at = place(PART, '"board", cite', 2)
    hover = await client.text_document_hover_async(lsp.HoverParams(part, at))
    assert "Board" in hover.contents.value and "presumed" in hover.contents.value
    found = await client.text_document_definition_async(lsp.DefinitionParams(part, at))
    assert found[0].uri == (client.root / "club.ron").as_uri()
    assert found[0].range.start == place(MODEL, '"board": Organ', 1)
    context = lsp.ReferenceContext(include_declaration=True)
    found = await client.text_document_references_async(lsp.ReferenceParams(context, part, at))
    assert len(found) == 2
    found = await client.text_document_document_highlight_async(lsp.DocumentHighlightParams(part, at))
    assert [one.range.start.line for one in found] == [at.line]
    items = await client.text_document_prepare_call_hierarchy_async(lsp.CallHierarchyPrepareParams(part, at))
    above = await client.call_hierarchy_incoming_calls_async(lsp.CallHierarchyIncomingCallsParams(items[0]))
    assert [call.from_.name for call in above] == ["Rookhaven Chess Club"]
    below = await client.call_hierarchy_outgoing_calls_async(lsp.CallHierarchyOutgoingCallsParams(items[0]))
    assert [call.to.name for call in below] == ["Chair", "Vera Stone"]


@pytest.mark.asyncio
async def test_words_that_fit(client: LanguageClient):
    part = opened(client, "parts/people.ron", PART)
    at = place(PART, '"vera", post', 1)
    found = await client.text_document_completion_async(lsp.CompletionParams(part, at))
    assert [one.label for one in found.items] == ["vera"]
    model = opened(client, "club.ron", MODEL)
    at = place(MODEL, "under(club)", 6)
    found = await client.text_document_completion_async(lsp.CompletionParams(model, at))
    assert {"club", "board"} <= {one.label for one in found.items}
    found = await client.text_document_signature_help_async(lsp.SignatureHelpParams(model, at))
    assert found.signatures[0].label.startswith("under(")


@pytest.mark.asyncio
async def test_changes(client: LanguageClient):
    part = opened(client, "parts/people.ron", PART)
    at = place(PART, '"board", cite', 2)
    edit = await client.text_document_rename_async(lsp.RenameParams(part, at, "committee"))
    assert {Path(uri).name for uri in edit.changes} == {"club.ron", "people.ron"}
    with pytest.raises(Exception, match="club"):
        await client.text_document_rename_async(lsp.RenameParams(part, at, "club"))
    options = lsp.FormattingOptions(tab_size=4, insert_spaces=True)
    edits = await client.text_document_formatting_async(lsp.DocumentFormattingParams(part, options))
    assert all(edit.range.start.line <= PART.count("\n") for edit in edits or [])
    broken = PART.replace('title: "Chair"', 'titel: "Chair"')
    other = opened(client, "parts/posts.ron", broken)
    at = place(broken, "titel")
    context = lsp.CodeActionContext(diagnostics=[])
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(other, lsp.Range(start=at, end=at), context)
    )
    assert "Replace `titel` by `title`" in [action.title for action in actions]


@pytest.mark.asyncio
async def test_structure(client: LanguageClient):
    part = opened(client, "parts/people.ron", PART)
    symbols = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(part))
    assert [symbol.name for symbol in symbols] == ["people", "posts", "tenures"]
    found = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams("chess"))
    assert [symbol.name for symbol in found] == ["Rookhaven Chess Club"]
    assert await client.text_document_folding_range_async(lsp.FoldingRangeParams(part)) is not None
    at = place(PART, "Vera")
    found = await client.text_document_selection_range_async(lsp.SelectionRangeParams(part, [at]))
    assert found[0].parent is not None
    tokens = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(part))
    assert tokens.data and len(tokens.data) % 5 == 0
    hints = await client.text_document_inlay_hint_async(lsp.InlayHintParams(part, whole(PART)))
    assert {"Board", "Vera Stone"} <= {hint.label for hint in hints}
