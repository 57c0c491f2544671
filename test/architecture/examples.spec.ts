import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { ROOT } from './modules.js';

const files = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.mjs'))
  .map(file => join(ROOT, 'examples', file));

describe('the examples', () => {
  it('are there', () => expect(files.length).toBeGreaterThan(5));

  it('need nothing but Node: whoever copies one has it whole', () => {
    const foreign = files.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)]
        .map(match => String(match[1]))
        .filter(name => !/^(?:node:|\.\/)/.test(name))
        .map(name => `${file}: ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it('keep the types that their comments promise', () => {
    const program = ts.createProgram(files, {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      types: ['node'],
      skipLibCheck: true,
    });
    const faults = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(faults).toEqual([]);
  });

  it('are files of one job', () => {
    const long = files.filter(file => readFileSync(file, 'utf8').split('\n').length > 250);
    expect(long).toEqual([]);
  });
});
