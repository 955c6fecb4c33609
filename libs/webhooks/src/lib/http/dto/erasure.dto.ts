import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ErasureReport } from '../../retention/webhook-erasure.service';

/** What was erased of a subject. */
@ApiSchema({ name: 'WebhookErasure' })
export class ErasureDto implements ErasureReport {
  @ApiProperty({ description: 'Events whose payload is gone.' })
  events!: number;

  @ApiProperty({ description: 'Deliveries of theirs that had not ended, and are cancelled.' })
  cancelled!: number;
}
