import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UnsupportedMediaTypeException,
} from '@nestjs/common';

interface BodyRequest {
  headers: Record<string, unknown>;
  body?: unknown;
}

/**
 * Refuses a body that no parser of the application has read, because of its type. Express goes on as if
 * there were none: a replay of one endpoint, sent as a form, would be one of all.
 */
@Injectable()
export class UnreadBodyGuard implements CanActivate {
  /** @throws UnsupportedMediaTypeException */
  canActivate(context: ExecutionContext): boolean {
    const { headers, body } = context.switchToHttp().getRequest<BodyRequest>();
    if (body !== undefined || !announcesBody(headers)) return true;
    throw new UnsupportedMediaTypeException('The body has to be of the type application/json.');
  }
}

function announcesBody(headers: BodyRequest['headers']): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}
