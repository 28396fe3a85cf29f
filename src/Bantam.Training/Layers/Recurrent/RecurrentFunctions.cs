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

    /// <summary>The operator's attribute; null where one of the functions is none of ONNX'.</summary>
    public static RecurrentActivations? Of(params IReadOnlyList<Func<Tensor, Tensor>> functions)
    {
        var found = functions.Select(f => Known.GetValueOrDefault(f)).ToArray();
        return functions.All(Known.ContainsKey) ? [.. found] : null;
    }
}
