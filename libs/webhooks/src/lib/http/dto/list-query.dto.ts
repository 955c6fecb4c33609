import { DELIVERY_STATUSES, type DeliveryStatus } from '@hookline/contracts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import type { ListDeliveriesQuery } from '../../monitoring/webhook-deliveries.service';
import type { ListEndpointsQuery } from '../../registry/endpoint-input';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageQuery } from '../../registry/page-query';

/** Which page of a list. */
export class PageQueryDto implements PageQuery {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE })
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
}

/** Which deliveries. */
export class ListDeliveriesDto extends PageQueryDto implements ListDeliveriesQuery {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;
}

function readBoolean(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}
