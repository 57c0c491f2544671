// Reads the modules of apps/ and libs/ as the rules see them: what each imports, how, and whether it reads the environment.
// Parsed, not searched: a comment or a text that looks like an import is none.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export interface Import {
  /** As written; `@scope/*` for a computed name within a scope; `null` when it is computed in another way. */
  specifier: string | null;
  /** Leaves nothing behind in the compiled JavaScript. */
  typeOnly: boolean;
  line: number;
}

export interface Module {
  /** From the project's folder, with forward slashes: `libs/store/src/ledger/ledger.store.ts`. */
  path: string;
  /** The first two folders: `libs/store`. */
  zone: string;
  isSpec: boolean;
  lines: number;
  imports: Import[];
  readsEnvironment: boolean;
}

/** All TypeScript modules under apps/<name>/src and libs/<name>/src, sorted by path. */
export function readModules(): Module[] {
  return ['apps', 'libs']
    .flatMap(kind => readdirSync(join(ROOT, kind)).map(name => `${kind}/${name}`))
    .flatMap(zone => walk(`${zone}/src`).map(path => readModule(path, zone, readFileSync(join(ROOT, path), 'utf8'))))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return walk(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

export function readModule(path: string, zone: string, text: string): Module {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, kindOf(path));
  const module: Module = {
    path,
    zone,
    isSpec: /\.spec\.tsx?$/.test(path),
    lines: text.split('\n').length - 1,
    imports: [],
    readsEnvironment: false,
  };
  const visit = (node: ts.Node): void => {
    const found = importIn(node);
    if (found) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      module.imports.push({ ...found, line });
      if (/^(node:)?process$/.test(found.specifier ?? '')) module.readsEnvironment = true;
    }
    if (isEnvironment(node)) module.readsEnvironment = true;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return module;
}

const kindOf = (path: string) => (path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : null);

function importIn(node: ts.Node): Omit<Import, 'line'> | null {
  if (ts.isImportDeclaration(node)) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: isTypeOnly(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node)) {
    return { specifier: ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : null, typeOnly: true };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { specifier: textOf(node.moduleReference.expression), typeOnly: node.isTypeOnly };
  }
  if (ts.isCallExpression(node) && isLoading(node.expression)) {
    return { specifier: textOf(node.arguments[0]) ?? packageOf(node.arguments[0]), typeOnly: false };
  }
  return null;
}

// `@scope/${name}` can reach packages of that scope only: it counts as `@scope/*`.
function packageOf(node: ts.Node | undefined): string | null {
  const begin = node && ts.isTemplateExpression(node) ? node.head.text : '';
  return /^@[a-z0-9-]+\/$/.test(begin) ? `${begin}*` : null;
}

const isLoading = (callee: ts.Expression) =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');

// `import type { … }`, and `import { type A, type B }` with nothing else.
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  if (clause.name || !names || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every(element => element.isTypeOnly);
}

function isEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === 'env';
  if (ts.isElementAccessExpression(node))
    return isProcess(node.expression) && textOf(node.argumentExpression) === 'env';
  // const { env } = process
  return (
    ts.isVariableDeclaration(node) &&
    ts.isObjectBindingPattern(node.name) &&
    !!node.initializer &&
    isProcess(node.initializer)
  );
}

const isProcess = (node: ts.Expression): boolean =>
  (ts.isIdentifier(node) && node.text === 'process') ||
  (ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'globalThis' &&
    node.name.text === 'process');
