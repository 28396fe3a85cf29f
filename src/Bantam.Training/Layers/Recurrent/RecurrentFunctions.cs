using Bantam.Operators.Recurrent;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>The functions that ONNX' recurrent operators have.</summary>
internal static class RecurrentFunctions
{
    private static readonly Dictionary<Func<Tensor, Tensor>, RecurrentActivation> Known = new()
    {
        [Activations.Tanh] = RecurrentFunction.Tanh,
        [Activations.Sigmoid] = RecurrentFunction.Sigmoid,
        [Activations.Relu] = RecurrentFunction.Relu,
        [Activations.Elu] = RecurrentFunction.Elu,
        [Activations.Softplus] = RecurrentFunction.Softplus,
        [Activations.Softsign] = RecurrentFunction.Softsign,
    };

    /// <summary>An operator with functions; null where one of them is none of ONNX'.</summary>
    public static RecurrentOperator? Of(RecurrentOperator usual, params IReadOnlyList<Func<Tensor, Tensor>> functions)
    {
        if (!functions.All(Known.ContainsKey)) return null;
        RecurrentActivations given = [.. functions.Select(f => Known[f])];
        return given.Equals(usual.UsualActivations()) ? usual : usual with { Activations = given };
    }
}
