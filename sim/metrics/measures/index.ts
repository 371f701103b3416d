/**
 * Every measure, in the order of the result document; a new one is a file beside this one and a line here. The
 * result, `skew53 schema` and the tables of the docs are made from this list.
 */
import { ageOfAnswers } from './age-of-answers.ts';
import { answerShare } from './answer-share.ts';
import { answerShareFirst } from './answer-share-first.ts';
import { attempts } from './attempts.ts';
import { authorityQueries } from './authority-queries.ts';
import { authorityQueriesByKind } from './authority-queries-by-kind.ts';
import { authorityQueriesTotal } from './authority-queries-total.ts';
import { backendRequests } from './backend-requests.ts';
import { balancerConnections, nodeConnections } from './balancer-connections.ts';
import { balancerRejected, nodeRejected } from './balancer-rejected.ts';
import {
  balancerRequests,
  forwardedRequests,
  forwardedShare,
  nodeRequests,
} from './balancer-requests.ts';
import { binDeadShare } from './bin-dead-share.ts';
import { binFailed } from './bin-failed.ts';
import { binOpenConnections } from './bin-open-connections.ts';
import { binStaleShare } from './bin-stale-share.ts';
import { clientCompleted } from './client-completed.ts';
import { clientFailed } from './client-failed.ts';
import { clientHitRatio } from './client-hit-ratio.ts';
import { clientMade } from './client-made.ts';
import { completed } from './completed.ts';
import { connectTime } from './connect-time.ts';
import { connections } from './connections.ts';
import { controlFraction } from './control-fraction.ts';
import { cvWhole } from './cv.ts';
import { cvFloor } from './cv-floor.ts';
import { cvSquaredWhole } from './cv-squared.ts';
import { cvSquaredFloor } from './cv-squared-floor.ts';
import { causeOfCvSquared, pairShare, partOfCvSquared } from './cv-squared-parts.ts';
import { designEffect } from './design-effect.ts';
import { effectiveDraws } from './effective-draws.ts';
import { eventCensoredAt, eventPlateau } from './event-censored.ts';
import { eventDeadArea } from './event-dead-area.ts';
import {
  eventDetectionBalancers,
  eventDetectionFirst,
  eventDetectionLast,
} from './event-detection.ts';
import { eventDrains } from './event-drain.ts';
import { eventFailedRequests } from './event-failed-requests.ts';
import { eventLastRequest } from './event-last-request.ts';
import { eventLasts } from './event-lasts.ts';
import { eventReturn } from './event-return.ts';
import { eventSettles } from './event-settle.ts';
import { eventStaleArea } from './event-stale-area.ts';
import { eventSurvivorsPeak } from './event-survivors-peak.ts';
import { eventTime } from './event-time.ts';
import { excessCvSquared } from './excess-cv-squared.ts';
import { expectedCvSquared } from './expected-cv-squared.ts';
import { failed } from './failed.ts';
import { failuresByReason } from './failures-by-reason.ts';
import { giniWhole } from './gini.ts';
import { clientLoads, resolverLoads } from './group-loads.ts';
import { hiddenLoad } from './hidden-load.ts';
import { hiddenLoadHeaviest } from './hidden-load-heaviest.ts';
import { hiddenLoadWeighted } from './hidden-load-weighted.ts';
import { inFlightEnd } from './in-flight-end.ts';
import { inFlightStart } from './in-flight-start.ts';
import { intendedShare } from './intended-share.ts';
import { jainWhole } from './jain.ts';
import { joins } from './joins.ts';
import { lookupTime } from './lookup-time.ts';
import { lookups } from './lookups.ts';
import { lost } from './lost.ts';
import { made } from './made.ts';
import type { Measure } from './measure.ts';
import { memberHiddenLoad } from './member-hidden-load.ts';
import { billedQuantity, chargeBill, kindBill, monthlyBill } from './monthly-bill.ts';
import { peakToMeanWhole } from './peak-to-mean.ts';
import { peakToMeanFloor } from './peak-to-mean-floor.ts';
import { queueLength } from './queue-length.ts';
import { queueLengthMax } from './queue-length-max.ts';
import { queueWait } from './queue-wait.ts';
import { rejected } from './rejected.ts';
import { requests } from './requests.ts';
import { resolverHitRatio } from './resolver-hit-ratio.ts';
import { resolverQueries } from './resolver-queries.ts';
import { responseTime } from './response-time.ts';
import { retries } from './retries.ts';
import { retryAmplification } from './retry-amplification.ts';
import { share } from './share.ts';
import { staleAnswers } from './stale-answers.ts';
import { tcpRetries } from './tcp-retries.ts';
import { totalTime } from './total-time.ts';
import { turnedAway } from './turned-away.ts';
import { upstreamQueries } from './upstream-queries.ts';
import { utilisation } from './utilisation.ts';
import { wasted } from './wasted.ts';
import { windowCv } from './window-cv.ts';
import { windowCvFloor } from './window-cv-floor.ts';
import { windowCvSquared } from './window-cv-squared.ts';
import { windowExpectedCvSquared } from './window-expected-cv-squared.ts';
import { windowPeakToMean } from './window-peak-to-mean.ts';
import { windowPeakToMeanFloor } from './window-peak-to-mean-floor.ts';

export const measures: readonly Measure[] = [
  made,
  attempts,
  requests,
  completed,
  failed,
  inFlightStart,
  inFlightEnd,
  retries,
  retryAmplification,
  wasted,
  lookups,
  authorityQueriesTotal,
  failuresByReason,
  backendRequests,
  share,
  intendedShare,
  connections,
  utilisation,
  rejected,
  lost,
  responseTime,
  queueWait,
  queueLength,
  queueLengthMax,
  cvWhole,
  cvSquaredWhole,
  peakToMeanWhole,
  jainWhole,
  giniWhole,
  expectedCvSquared,
  excessCvSquared,
  effectiveDraws,
  designEffect,
  cvFloor,
  cvSquaredFloor,
  peakToMeanFloor,
  causeOfCvSquared,
  pairShare,
  partOfCvSquared,
  windowCv,
  windowCvSquared,
  windowExpectedCvSquared,
  windowCvFloor,
  windowPeakToMean,
  windowPeakToMeanFloor,
  authorityQueries,
  controlFraction,
  monthlyBill,
  authorityQueriesByKind,
  kindBill,
  billedQuantity,
  chargeBill,
  answerShareFirst,
  answerShare,
  hiddenLoad,
  hiddenLoadHeaviest,
  hiddenLoadWeighted,
  ageOfAnswers,
  resolverQueries,
  resolverHitRatio,
  upstreamQueries,
  joins,
  tcpRetries,
  staleAnswers,
  turnedAway,
  memberHiddenLoad,
  ...resolverLoads,
  clientMade,
  clientCompleted,
  clientFailed,
  clientHitRatio,
  lookupTime,
  connectTime,
  totalTime,
  ...clientLoads,
  balancerRequests,
  balancerRejected,
  balancerConnections,
  nodeRequests,
  nodeRejected,
  nodeConnections,
  forwardedRequests,
  forwardedShare,
  eventTime,
  eventLasts,
  eventDetectionFirst,
  eventDetectionLast,
  eventDetectionBalancers,
  ...eventDrains,
  eventLastRequest,
  eventFailedRequests,
  eventCensoredAt,
  eventPlateau,
  eventSurvivorsPeak,
  eventReturn,
  ...eventSettles,
  eventDeadArea,
  eventStaleArea,
  binDeadShare,
  binStaleShare,
  binOpenConnections,
  binFailed,
];
