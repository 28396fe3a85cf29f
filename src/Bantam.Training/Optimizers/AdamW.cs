using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>Adam with decoupled weight decay (I. Loshchilov and F. Hutter, 2017): <see cref="Adam"/> with a decay of 0.004.</summary>
/// <inheritdoc cref="Adam(Schedule, float, float, float, float, bool)"/>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="weightDecay">In a step each weight loses this fraction of itself, times the learning rate; 0 or more.</param>
/// <param name="beta1">The decay rate of the first moment, from 0 on, below 1.</param>
/// <param name="beta2">The decay rate of the second moment, from 0 on, below 1.</param>
/// <param name="epsilon">ε, above 0, which keeps the quotient finite.</param>
/// <param name="amsgrad">Whether the greatest v so far takes v's place.</param>
public sealed class AdamW(
    Schedule? learningRate = null, float weightDecay = 0.004f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-7f,
    bool amsgrad = false)
    : Adam(learningRate, beta1, beta2, epsilon, weightDecay, amsgrad);
