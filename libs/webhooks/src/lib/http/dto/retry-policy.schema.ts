import { RETRY_PRESETS } from '@hookline/contracts';

const attempts = { type: 'integer', minimum: 1, maximum: 20, description: 'The first included.' };
const delay = { type: 'integer', minimum: 0, maximum: 604_800_000, description: 'Milliseconds.' };
const jitter = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  default: 0.1,
  description: 'Each delay is multiplied by a random factor in 1 ± jitter.',
};

function policy(strategy: string, properties: Record<string, object>, required: string[]): object {
  return {
    type: 'object',
    properties: { strategy: { type: 'string', enum: [strategy] }, ...properties, jitter },
    required: ['strategy', ...required],
  };
}

const growing = { maxAttempts: attempts, initialDelayMs: delay, maxDelayMs: delay };
const growingFields = Object.keys(growing);

/** A whole retry policy, as endpoints are shown with. */
export const RETRY_POLICY_SCHEMAS = [
  policy('exponential', { ...growing, multiplier: { type: 'number', minimum: 1, maximum: 10 } }, [
    ...growingFields,
    'multiplier',
  ]),
  policy('linear', growing, growingFields),
  policy('constant', { maxAttempts: attempts, delayMs: delay }, ['maxAttempts', 'delayMs']),
  policy('schedule', { delaysMs: { type: 'array', items: delay, minItems: 1, maxItems: 20 } }, [
    'delaysMs',
  ]),
];

/** Every form that a retry policy is accepted in. */
export const RETRY_POLICY_INPUT_SCHEMAS = [
  ...RETRY_POLICY_SCHEMAS,
  { type: 'string', enum: [...RETRY_PRESETS] },
  {
    type: 'object',
    properties: {
      maxRetries: { type: 'integer', minimum: 0, maximum: 10, default: 3 },
      retryDelay: { type: 'number', minimum: 10, maximum: 3_600, default: 60 },
    },
  },
];
