import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  type OnModuleInit,
  Optional,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { askGuard, resolveGuard } from './resolve-guard';

/** Injection token of the guards that the application puts before the library's own controllers. */
export const HTTP_GUARDS = Symbol('hookline:http-guards');

/** Asks the guards of the option `http.guards`, in their order, as if they stood on the controllers. */
@Injectable()
export class HostGuard implements CanActivate, OnModuleInit {
  private guards: CanActivate[] = [];

  constructor(
    @Optional() @Inject(HTTP_GUARDS) private readonly types: readonly Type<CanActivate>[] = [],
    private readonly moduleRef: ModuleRef,
  ) {}

  async onModuleInit(): Promise<void> {
    this.guards = await Promise.all(this.types.map((type) => resolveGuard(this.moduleRef, type)));
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    for (const guard of this.guards) {
      if (!(await askGuard(guard, context))) return false;
    }
    return true;
  }
}
