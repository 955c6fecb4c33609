import { Module } from '@nestjs/common';
import { ROOT_CONTROLLERS } from './http/http.controllers';

/** Apart from the management API, because that has a path of its own. What it needs is global. */
@Module({ controllers: ROOT_CONTROLLERS })
export class WebhooksWellKnownModule {}
