using Bantam.Graphs;
using Bantam.Training.Constraints;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>What training adds for a weight besides its gradient.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Regularizer">The penalty on its size; null for none.</param>
/// <param name="Constraint">What its elements must be; null for anything.</param>
internal sealed record WeightRule(Variable Weight, Regularizer? Regularizer, Constraint? Constraint);
