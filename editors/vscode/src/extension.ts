// The client: starts `organigram lsp` and gives it the settings. Decides nothing about models.

import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';

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

async function start(): Promise<void> {
  const command = vscode.workspace.getConfiguration('organigram').get<string>('path', 'organigram');
  const server: ServerOptions = { command, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'organigram' },
      { scheme: 'untitled', language: 'organigram' },
    ],
    initializationOptions: settings(),
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
