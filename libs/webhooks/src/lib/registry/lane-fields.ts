import type { EndpointEntity } from '../storage/entities';
import type { EndpointFields } from './endpoint-fields';

/** The settings of an endpoint that its lane keeps to. */
type LaneFields = Pick<EndpointFields, 'concurrency' | 'rateLimit' | 'ordering'>;

/** How an endpoint's row holds them. */
export type LaneColumns = Pick<
  EndpointEntity,
  'concurrency' | 'ratePerSecond' | 'rateBurst' | 'orderingBy' | 'orderingOnExhausted'
>;

/** The settings that a row holds. */
export function laneFieldsOf({
  concurrency,
  ratePerSecond: perSecond,
  rateBurst: burst,
  orderingBy: by,
  orderingOnExhausted: onExhausted,
}: LaneColumns): LaneFields {
  return {
    concurrency,
    rateLimit: perSecond === null || burst === null ? null : { perSecond, burst },
    ordering: by === null || onExhausted === null ? null : { by, onExhausted },
  };
}

/** The columns of the settings that are there. */
export function laneColumnsOf({
  concurrency,
  rateLimit,
  ordering,
}: {
  [Field in keyof LaneFields]?: LaneFields[Field] | undefined;
}): Partial<LaneColumns> {
  return {
    ...(concurrency !== undefined && { concurrency }),
    ...(rateLimit !== undefined && {
      ratePerSecond: valueOf(rateLimit, 'perSecond'),
      rateBurst: valueOf(rateLimit, 'burst'),
    }),
    ...(ordering !== undefined && {
      orderingBy: valueOf(ordering, 'by'),
      orderingOnExhausted: valueOf(ordering, 'onExhausted'),
    }),
  };
}

function valueOf<Setting extends object, Name extends keyof Setting>(
  setting: Setting | null,
  name: Name,
): Setting[Name] | null {
  return setting === null ? null : setting[name];
}
