// The client: starts `organigram lsp`, gives it the settings and the place of the cursor, and opens the live preview beside the
// text. Decides nothing about models.

import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  type WindowMiddleware,
} from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

/** What the server takes as settings. */
function settings(): Record<string, unknown> {
  const own = vscode.workspace.getConfiguration('organigram');
  return {
    asOf: own.get<string>('asOf', ''),
    inlayHints: own.get<boolean>('inlayHints', true),
    allowOutside: own.get<boolean>('allowOutside', false),
    rulePages: own.get<string>('rulePages', ''),
  };
}

/** Opens the page of the model that the text belongs to, beside the text. */
async function openPreview(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!client || !editor) {
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  try {
    const { address } = await client.sendRequest<{ address: string }>('workspace/executeCommand', {
      command: 'organigram.preview',
      arguments: [uri, false],
    });
    const page = await vscode.env.asExternalUri(vscode.Uri.parse(address));
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    await vscode.commands.executeCommand('simpleBrowser.api.open', page, beside);
  } catch (error) {
    await vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Tells the server where the cursor stands: the preview shows what it stands in. */
function tellCursor(event: vscode.TextEditorSelectionChangeEvent): void {
  const { document } = event.textEditor;
  const place = event.selections[0]?.active;
  if (!client || !place || document.languageId !== 'organigram') {
    return;
  }
  void client.sendNotification('organigram/cursor', {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    position: client.code2ProtocolConverter.asPosition(place),
  });
}

/** Goes to a place that was clicked on in the preview: in the column where texts are, not in that of the page. */
const show: NonNullable<WindowMiddleware['showDocument']> = async (params, next) => {
  if (!client || params.external || !params.selection) {
    const answer = await next(params, new vscode.CancellationTokenSource().token);
    return 'success' in answer ? answer : { success: false };
  }
  const uri = client.protocol2CodeConverter.asUri(params.uri);
  const editors = vscode.window.visibleTextEditors;
  const editor = editors.find(({ document }) => document.uri.toString() === uri.toString()) ?? editors[0];
  await vscode.window.showTextDocument(uri, {
    selection: client.protocol2CodeConverter.asRange(params.selection),
    viewColumn: editor?.viewColumn,
    preserveFocus: params.takeFocus !== true,
  });
  return { success: true };
};

async function start(): Promise<void> {
  const command = vscode.workspace.getConfiguration('organigram').get<string>('path', 'organigram');
  const server: ServerOptions = { command, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'organigram' },
      { scheme: 'untitled', language: 'organigram' },
    ],
    initializationOptions: settings(),
    middleware: { window: { showDocument: show } },
  };
  client = new LanguageClient('organigram', 'organigram', server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const open = 'Open the settings';
    const reason = error instanceof Error ? error.message : String(error);
    const chosen = await vscode.window.showErrorMessage(
      `The program \`${command}\` could not be started: ${reason}. Install organigram, or set organigram.path.`,
      open,
    );
    if (chosen === open) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'organigram.path');
    }
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  client = undefined;
  await start();
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand('organigram.restart', restart),
    vscode.commands.registerCommand('organigram.openPreview', openPreview),
    vscode.window.onDidChangeTextEditorSelection(tellCursor),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('organigram.path')) {
        await restart();
      } else if (event.affectsConfiguration('organigram')) {
        await client?.sendNotification('workspace/didChangeConfiguration', {
          settings: { organigram: settings() },
        });
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
