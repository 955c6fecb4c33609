import type { CanActivate, ExecutionContext, OnModuleInit, Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { lastValueFrom, isObservable } from 'rxjs';

/**
 * A guard of the application: the instance that some module of it provides, or else one of its own,
 * with what is visible from the module of `moduleRef`.
 */
export async function resolveGuard(
  moduleRef: ModuleRef,
  guard: Type<CanActivate>,
): Promise<CanActivate> {
  try {
    return moduleRef.get(guard, { strict: false });
  } catch {
    const created = await moduleRef.create<CanActivate & Partial<OnModuleInit>>(guard);
    // Nest calls no hooks of what is created this way.
    await created.onModuleInit?.();
    return created;
  }
}

/** Asks a guard, whichever way it answers. */
export async function askGuard(guard: CanActivate, context: ExecutionContext): Promise<boolean> {
  const answer = guard.canActivate(context);
  return isObservable(answer) ? lastValueFrom(answer, { defaultValue: false }) : answer;
}
