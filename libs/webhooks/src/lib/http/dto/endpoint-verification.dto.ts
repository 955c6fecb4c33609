import {
  VERIFICATION_METHODS,
  type EndpointVerification,
  type VerificationMethod,
} from '@hookline/contracts';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { EndpointDto } from './endpoint.dto';

/** How a receiver is asked. */
@ApiSchema({ name: 'VerifyWebhookEndpoint' })
export class VerifyEndpointDto {
  @ApiPropertyOptional({ enum: VERIFICATION_METHODS, default: 'challenge' })
  @IsOptional()
  @IsIn(VERIFICATION_METHODS)
  method?: VerificationMethod;
}

/** What a receiver said. */
@ApiSchema({ name: 'WebhookEndpointVerification' })
export class EndpointVerificationDto implements EndpointVerification {
  @ApiProperty()
  verified!: boolean;

  @ApiProperty({ enum: VERIFICATION_METHODS })
  method!: VerificationMethod;

  @ApiProperty({ type: Number, nullable: true, description: 'Null when no answer arrived.' })
  status!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why not; for people.' })
  problem!: string | null;

  @ApiProperty({ type: EndpointDto })
  endpoint!: EndpointDto;
}
