using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>Softmax and its logarithm, along one axis.</summary>
/// <param name="Axis">The axis whose exponentials sum to 1; negative ones count from the end.</param>
public abstract record SoftmaxFamily(int Axis) : AlongAxisOperator(Axis)
{
    /// <summary>The elements less the largest along the axis: their exponentials are at most 1, and the softmax is the same.</summary>
    protected Tensor Shifted(Tensor x) => x - x.ReduceMax([Axis], keepDimensions: true);

    /// <summary>The logarithms of the probabilities of the elements along the axis.</summary>
    protected static double[] LogProbabilities(double[] row)
    {
        var largest = row.Max();
        var logSum = Math.Log(row.Sum(x => Math.Exp(x - largest)));
        return Array.ConvertAll(row, x => x - largest - logSum);
    }
}
