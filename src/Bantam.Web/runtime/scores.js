/** Scores of classes as probabilities: softmax of logits; what are probabilities already stays as it is. */
export function probabilities(scores) {
  const sum = scores.reduce((sum, score) => sum + score, 0);
  if (Math.abs(sum - 1) <= 0.01 && scores.every(score => score >= 0)) return scores;
  const most = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const powers = scores.map(score => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map(power => power / total);
}
