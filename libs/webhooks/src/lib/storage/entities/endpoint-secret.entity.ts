import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of `hookline.endpoint_secret`: one signing secret or private key, sealed by the key ring. */
@Entity({ schema: 'hookline', name: 'endpoint_secret', synchronize: false })
export class EndpointSecretEntity {
  @PrimaryColumn({ name: 'id', type: 'uuid' })
  id!: string;

  @Column({ name: 'endpoint_id', type: 'uuid' })
  endpointId!: string;

  @Column({ name: 'sealed_secret', type: 'text' })
  sealedSecret!: string;

  /** First characters, for people to tell secrets apart. */
  @Column({ name: 'prefix', type: 'text' })
  prefix!: string;

  /** `whpk_…`; `null` for a shared secret. */
  @Column({ name: 'public_key', type: 'text', nullable: true })
  publicKey!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** From then on it no longer signs; `null` for never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
