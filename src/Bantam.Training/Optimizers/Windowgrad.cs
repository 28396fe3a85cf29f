using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// Adagrad over a moving window, v ← ρ·v + (1 − ρ)·g², w ← w − rate·g/√(v + ε): the first idea of the paper on Adadelta (M. Zeiler, 2012),
/// with the name and defaults of ConvNetJS. The formula is that of <see cref="RMSprop"/>.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.01 by default.</param>
/// <param name="rho">ρ, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Windowgrad(Schedule? learningRate = null, float rho = 0.95f, float epsilon = 1e-8f, float weightDecay = 0)
    : RMSprop(learningRate ?? 0.01f, rho, epsilon: epsilon, weightDecay: weightDecay);
