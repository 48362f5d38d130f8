import { z } from "zod";

/** Row identifiers are UUIDv7 texts; the brand keeps a student's from being used as a visit's. */
export const studentId = z.uuid().brand("StudentId");
export const appointmentId = z.uuid().brand("AppointmentId");
export const visitId = z.uuid().brand("VisitId");
export const photoId = z.uuid().brand("PhotoId");
export const cardId = z.uuid().brand("CardId");
export const jobId = z.uuid().brand("JobId");
export const operatorId = z.uuid().brand("OperatorId");
export const renewalId = z.uuid().brand("RenewalId");
export const paymentId = z.uuid().brand("PaymentId");

export type StudentId = z.infer<typeof studentId>;
export type AppointmentId = z.infer<typeof appointmentId>;
export type VisitId = z.infer<typeof visitId>;
export type PhotoId = z.infer<typeof photoId>;
export type CardId = z.infer<typeof cardId>;
export type JobId = z.infer<typeof jobId>;
export type OperatorId = z.infer<typeof operatorId>;
export type RenewalId = z.infer<typeof renewalId>;
export type PaymentId = z.infer<typeof paymentId>;
