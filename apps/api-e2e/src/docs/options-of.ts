import { join } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './markdown';

/** The options of an interface: the paths that take a value, and those that only group others. */
export interface OptionPaths {
  leaves: string[];
  groups: string[];
}

/** Parses source files of the project as if they were one: what one names, another may declare. */
export function parseSource(...paths: string[]): ts.SourceFile {
  const texts = paths.map((path) => {
    const text = ts.sys.readFile(join(ROOT, path));
    if (text === undefined) throw new Error(`There is no ${path}.`);
    return text;
  });
  return ts.createSourceFile(paths.join(), texts.join('\n'), ts.ScriptTarget.Latest, true);
}

/** Every option of an interface, by its path: `queue.redis.host`, `endpoints[].key`. */
export function optionsOf(source: ts.SourceFile, interfaceName: string): OptionPaths {
  const found: OptionPaths = { leaves: [], groups: [] };
  collect(source, interfaceNamed(source, interfaceName)?.members ?? [], '', found);
  return found;
}

/** The names of a class's properties. */
export function propertiesOf(source: ts.SourceFile, className: string): string[] {
  const owner = source.statements.find(
    (node): node is ts.ClassDeclaration =>
      ts.isClassDeclaration(node) && node.name?.text === className,
  );
  return (owner?.members ?? []).flatMap((member) =>
    ts.isPropertyDeclaration(member) ? [member.name.getText(source)] : [],
  );
}

function collect(
  source: ts.SourceFile,
  members: Iterable<ts.TypeElement>,
  prefix: string,
  found: OptionPaths,
): void {
  for (const member of members) {
    if (!ts.isPropertySignature(member) || member.type === undefined) continue;
    const path = prefix + member.name.getText(source);
    const inner = innerOf(source, member.type);
    if (inner === undefined) {
      found.leaves.push(path);
      continue;
    }
    found.groups.push(path);
    collect(source, inner.members, `${path}${inner.suffix}`, found);
  }
}

/** The members below an option, when it groups others. */
function innerOf(
  source: ts.SourceFile,
  type: ts.TypeNode,
): { members: Iterable<ts.TypeElement>; suffix: string } | undefined {
  if (ts.isTypeLiteralNode(type)) return { members: type.members, suffix: '.' };
  if (ts.isUnionTypeNode(type)) {
    const group = groupAmong(source, type);
    return group && innerOf(source, group);
  }
  if (ts.isArrayTypeNode(type)) {
    const item = innerOf(source, type.elementType);
    return item && { members: item.members, suffix: '[].' };
  }
  if (!ts.isTypeReferenceNode(type)) return undefined;
  const named = interfaceNamed(source, type.typeName.getText(source));
  return named && { members: named.members, suffix: '.' };
}

/** A union is a group of options when one of its kinds is, or when it can be switched off as a whole. */
function groupAmong(source: ts.SourceFile, { types }: ts.UnionTypeNode): ts.TypeNode | undefined {
  const canBeOff = types.some((type) => type.getText(source) === 'false');
  return types.find(ts.isTypeLiteralNode) ?? (canBeOff ? types[0] : undefined);
}

function interfaceNamed(source: ts.SourceFile, name: string): ts.InterfaceDeclaration | undefined {
  return source.statements.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === name,
  );
}
