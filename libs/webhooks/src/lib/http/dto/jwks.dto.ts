import type { WebhookJwk } from '@hookline/verify';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** A public key of an endpoint (RFC 8037). */
@ApiSchema({ name: 'WebhookJwk' })
export class JwkDto implements WebhookJwk {
  @ApiProperty({ type: String, enum: ['OKP'] })
  kty!: 'OKP';

  @ApiProperty({ type: String, enum: ['Ed25519'] })
  crv!: 'Ed25519';

  @ApiProperty({ example: '1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4' })
  x!: string;

  @ApiProperty({ description: 'The thumbprint of the key (RFC 7638).' })
  kid!: string;

  @ApiProperty({ type: String, enum: ['sig'] })
  use!: 'sig';

  @ApiProperty({ type: String, enum: ['EdDSA'] })
  alg!: 'EdDSA';
}

/** The live public keys of one endpoint, newest first (RFC 7517). */
@ApiSchema({ name: 'WebhookJwks' })
export class JwksDto {
  @ApiProperty({ type: [JwkDto] })
  keys!: JwkDto[];
}
