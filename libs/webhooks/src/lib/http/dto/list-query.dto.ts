import {
  DELIVERY_STATUSES,
  ENDPOINT_HEALTH_STATUSES,
  type DeliveryStatus,
  type EndpointHealthStatus,
} from '@hookline/contracts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { MAX_LABEL_LENGTH, RESPONSE_STATUS_RANGE } from '../../monitoring/delivery-filter';
import type { ListDeliveriesQuery } from '../../monitoring/webhook-deliveries.service';
import type { ListEndpointsQuery } from '../../registry/endpoint-input';
import { MAX_SEARCH_LENGTH } from '../../registry/endpoint-search';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageQuery } from '../../registry/page-query';
import { IsMoment } from './is-moment.decorator';

/** Which page of a list. */
export class PageQueryDto implements PageQuery {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE_SIZE,
    default: DEFAULT_PAGE_SIZE,
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit?: number;
}

/** Which endpoints. */
export class ListEndpointsDto extends PageQueryDto implements ListEndpointsQuery {
  @ApiPropertyOptional({ description: 'Only those that are switched on, or off.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => readBoolean(value))
  @IsBoolean()
  active?: boolean;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_SEARCH_LENGTH,
    description: 'Only those whose patterns have this event type, switched on or not.',
    example: 'project.created',
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_SEARCH_LENGTH)
  event?: string;

  @ApiPropertyOptional({
    enum: ENDPOINT_HEALTH_STATUSES,
    description: 'Only those that did like this in the last 24 hours.',
  })
  @IsOptional()
  @IsIn(ENDPOINT_HEALTH_STATUSES)
  health?: EndpointHealthStatus;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: MAX_SEARCH_LENGTH,
    description: 'Only those whose name, URL or description contains this, in any case.',
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_SEARCH_LENGTH)
  text?: string;
}

/** Which deliveries to one endpoint. */
export class ListEndpointDeliveriesDto
  extends PageQueryDto
  implements Omit<ListDeliveriesQuery, 'endpointId'>
{
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  @ApiPropertyOptional({ description: 'Of this event.', example: 'evt_01kamqz0x3f1v9p0c6c2q1b7zd' })
  @IsOptional()
  @IsString()
  eventId?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: MAX_LABEL_LENGTH, example: 'project.created' })
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL_LENGTH)
  eventType?: string;

  @IsMoment('Created then or later.')
  from?: string;

  @IsMoment('Created before.')
  to?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: RESPONSE_STATUS_RANGE.min,
    maximum: RESPONSE_STATUS_RANGE.max,
    description: 'The status that the last attempt was answered with.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(RESPONSE_STATUS_RANGE.min)
  @Max(RESPONSE_STATUS_RANGE.max)
  responseStatus?: number;

  @ApiPropertyOptional({ minLength: 1, maxLength: MAX_LABEL_LENGTH })
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL_LENGTH)
  subject?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: MAX_LABEL_LENGTH })
  @IsOptional()
  @IsString()
  @Length(1, MAX_LABEL_LENGTH)
  tag?: string;
}

/** Which deliveries. */
export class ListDeliveriesDto extends ListEndpointDeliveriesDto implements ListDeliveriesQuery {
  @ApiPropertyOptional({
    description: 'To this endpoint.',
    example: 'ep_01kamqz0x3f1v9p0c6c2q1b7zd',
  })
  @IsOptional()
  @IsString()
  endpointId?: string;
}

function readBoolean(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}
