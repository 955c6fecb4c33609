import type { DynamicModule, ForwardReference, ModuleMetadata, Type } from '@nestjs/common';

/** What stands in the `imports` of a module. */
export type ImportedModule = NonNullable<ModuleMetadata['imports']>[number];

/** A dynamic module of an application, as it stands in the imports. */
export interface FoundModule {
  /** What Nest knows the module by. */
  imported: ImportedModule;
  definition: DynamicModule;
}

/** Every dynamic module below a module, each once. */
export async function findDynamicModules(root: ImportedModule): Promise<FoundModule[]> {
  const found: FoundModule[] = [];
  const seen = new Set<unknown>();
  const waiting: ImportedModule[] = [root];
  for (let imported = waiting.pop(); imported !== undefined; imported = waiting.pop()) {
    const definition = await resolve(imported);
    if (definition === undefined || seen.has(definition)) continue;
    seen.add(definition);
    if (isDynamic(definition)) found.push({ imported, definition });
    waiting.push(...importsOf(definition));
  }
  return found;
}

async function resolve(imported: ImportedModule): Promise<Type | DynamicModule | undefined> {
  // An import may be undefined in a circle of files; Nest tells of it better.
  const awaited = (await imported) as Exclude<ImportedModule, Promise<DynamicModule>> | undefined;
  if (typeof awaited !== 'object' || !('forwardRef' in awaited)) return awaited;
  return (awaited as ForwardReference<() => Type | DynamicModule>).forwardRef();
}

function importsOf(definition: Type | DynamicModule): ImportedModule[] {
  if (!isDynamic(definition)) return declaredImports(definition);
  return [...declaredImports(definition.module), ...(definition.imports ?? [])];
}

function declaredImports(module: Type): ImportedModule[] {
  return (Reflect.getMetadata('imports', module) as ImportedModule[] | undefined) ?? [];
}

function isDynamic(definition: Type | DynamicModule): definition is DynamicModule {
  return typeof definition === 'object' && 'module' in definition;
}
