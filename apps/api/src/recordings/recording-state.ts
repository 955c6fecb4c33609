/** `RECORDING` becomes one of the others, which are final. */
export const RECORDING_STATUSES = ['RECORDING', 'READY', 'FAILED'] as const;
export type RecordingStatus = (typeof RECORDING_STATUSES)[number];
