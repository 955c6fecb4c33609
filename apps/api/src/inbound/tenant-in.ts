/** The tenant that metadata of Stripe and Clerk names: its member `tenantId`. */
export function tenantIn(metadata: object | null | undefined): string | undefined {
  const tenantId: unknown = metadata ? Reflect.get(metadata, 'tenantId') : undefined;
  return typeof tenantId === 'string' && tenantId !== '' ? tenantId : undefined;
}
