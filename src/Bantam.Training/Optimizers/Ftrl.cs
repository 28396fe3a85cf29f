using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Schedules;

namespace Bantam.Training.Optimizers;

/// <summary>
/// "Follow the regularized leader" (B. McMahan et al., 2013): with p = −learningRatePower, n ← n + g² and
/// z ← z + g − (nᵖ − nᵖ before)/rate · w, a weight is 0 where |z| is up to l1, and else −(z − sign(z)·l1) / (nᵖ/rate + 2·l2).
/// It makes many weights exactly 0.
/// </summary>
/// <param name="learningRate">The learning rate: a number or a schedule; 0.001 by default.</param>
/// <param name="learningRatePower">How rates fall with the sum of squares, 0 or less.</param>
/// <param name="initialAccumulatorValue">What the sums of squares begin with, 0 or more.</param>
/// <param name="l1RegularizationStrength">How much absolute values count, 0 or more.</param>
/// <param name="l2RegularizationStrength">How much squares count, 0 or more.</param>
/// <param name="l2ShrinkageRegularizationStrength">How much of twice the weight is added to its gradient, 0 or more.</param>
/// <param name="beta">β of the paper: l2 grows by β/(2·rate); 0 or more.</param>
/// <param name="weightDecay">Decoupled weight decay, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class Ftrl(
    Schedule? learningRate = null, float learningRatePower = -0.5f, float initialAccumulatorValue = 0.1f,
    float l1RegularizationStrength = 0, float l2RegularizationStrength = 0, float l2ShrinkageRegularizationStrength = 0, float beta = 0,
    float weightDecay = 0)
    : Optimizer(learningRate ?? 0.001f, weightDecay)
{
    private readonly float _power = Hyperparameter.NotNegative(-learningRatePower, nameof(learningRatePower));
    private readonly float _initial = Hyperparameter.NotNegative(initialAccumulatorValue, nameof(initialAccumulatorValue));
    private readonly float _l1 = Hyperparameter.NotNegative(l1RegularizationStrength, nameof(l1RegularizationStrength));
    private readonly float _l2 = Hyperparameter.NotNegative(l2RegularizationStrength, nameof(l2RegularizationStrength));
    private readonly float _beta = Hyperparameter.NotNegative(beta, nameof(beta));
    private readonly float _shrinkage =
        Hyperparameter.NotNegative(l2ShrinkageRegularizationStrength, nameof(l2ShrinkageRegularizationStrength));

    /// <inheritdoc/>
    protected override Tensor NewValue(Variable weight, Tensor kept, Tensor gradient, Tensor stepSize, UpdateStep step)
    {
        var (squares, linear) = (step.Slot(weight, "accumulator_squares", _initial), step.Slot(weight, "linear"));
        var newSquares = squares + (gradient * gradient);
        var (before, after) = (Power(squares), Power(newSquares));
        var shrunk = _shrinkage == 0 ? gradient : gradient + (kept * (2 * _shrinkage));
        var newLinear = linear + shrunk - ((after - before) / stepSize * kept);
        step.Update(squares, newSquares);
        step.Update(linear, newLinear);
        var quadratic = (after + _beta) / stepSize + (2 * _l2);
        return (newLinear.Clip(-_l1, _l1) - newLinear) / quadratic;
    }

    private Tensor Power(Tensor x) => _power == 0.5f ? x.Sqrt() : x.Pow(_power);
}
