import type {
  DisabledReason,
  RetryPolicy,
  SignatureScheme,
  VerificationState,
} from '@hookline/contracts';
import type { Statement } from '../../storage/database';
import { LANE_COLUMNS, type LaneRow } from './lane-columns';

/** Everything sending needs of endpoints `$1`; secrets that live at `$2` (clock time in ms), newest first. */
export const SELECT_SEND_TARGETS: Statement = {
  name: 'hookline_select_send_targets',
  text: `
SELECT e.id, e.tenant_id, e.url, e.sealed_headers, e.sealed_credentials, e.retry_policy, e.retry_statuses, e.timeout_ms, e.active, e.disabled_reason,
  e.signature_scheme, e.verification, ${LANE_COLUMNS},
  (SELECT coalesce(json_agg(json_build_object(
       'sealed', s.sealed_secret, 'expiresAt', extract(epoch FROM s.expires_at) * 1000) ORDER BY s.id DESC), '[]')
   FROM hookline.endpoint_secret s
   WHERE s.endpoint_id = e.id AND (s.expires_at IS NULL OR s.expires_at > to_timestamp($2::float8 / 1000.0))) AS secrets
FROM hookline.endpoint e
WHERE e.id = ANY ($1::uuid[]) AND e.deleted_at IS NULL`,
};

/** A row of {@link SELECT_SEND_TARGETS}. */
export interface SendTargetRow extends LaneRow {
  id: string;
  tenant_id: string;
  url: string;
  sealed_headers: string | null;
  sealed_credentials: string | null;
  retry_policy: RetryPolicy | null;
  retry_statuses: number[] | null;
  timeout_ms: number | null;
  active: boolean;
  disabled_reason: DisabledReason | null;
  signature_scheme: SignatureScheme;
  verification: VerificationState;
  secrets: { sealed: string; expiresAt: number | null }[];
}
