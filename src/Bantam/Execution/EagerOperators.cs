using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Operators.Reduction;
using Bantam.Operators.Sequences;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// Runs operators that are applied to concrete tensors, with compiled kernels where they do so much that it pays. Code for an operator is
/// made when it is first applied to tensors of these types, and the last ones are kept. Which code it is depends on sizes only, so that
/// equal calls give equal bits.
/// </summary>
internal static class EagerOperators
{
    /// <summary>Fewer multiply-adds or elements are computed by reference in a fraction of the time that compiling takes.</summary>
    private const double FewestSteps = 1 << 12;

    private const int MostKept = 1024;

    /// <summary>What works on more memory is not kept.</summary>
    private const long MostKeptBytes = 64 << 20;

    private const long MostSignatureBytes = 1 << 12;

    private static readonly Lock Changing = new();
    private static readonly Dictionary<int, List<(EagerSignature Signature, EagerCode Code)>> Known = [];
    private static readonly Queue<(int Hash, EagerSignature Signature)> Order = [];

    /// <summary>Lets <see cref="Operator.Apply"/> find this class, which it must not know.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Operators on concrete tensors are fast from the first use on, in any app.")]
    internal static void Install()
    {
        if (RuntimeFeature.IsDynamicCodeCompiled) Operator.Compiled = Run;
    }

    /// <summary>The outputs; null where the operator is to be evaluated by reference.</summary>
    [RequiresDynamicCode("Emits IL.")]
    private static Tensor[]? Run(Operator op, IReadOnlyList<Tensor?> inputs)
    {
        if (!op.IsDeterministic || op is SubgraphOperator or UnknownOperator or SequenceOperator or CustomGradient) return null;
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i] is { Kind: not TensorType }) return null;
            if (inputs[i] is not { Element: ElementType.String }) continue;
            op.InferFor(inputs);
            return null;
        }

        var hash = EagerSignature.Hash(op, inputs);
        return (Find(hash, op, inputs) ?? Make(hash, op, inputs)).Run(op, inputs);
    }

    private static EagerCode? Find(int hash, Operator op, IReadOnlyList<Tensor?> inputs)
    {
        lock (Changing)
        {
            if (!Known.TryGetValue(hash, out var alike)) return null;
            foreach (var (signature, code) in alike)
                if (signature.Fits(op, inputs))
                    return code;
        }

        return null;
    }

    [RequiresDynamicCode("Emits IL.")]
    private static EagerCode Make(int hash, Operator op, IReadOnlyList<Tensor?> inputs)
    {
        var signature = new EagerSignature(op, inputs);
        var code = IsLarge(op, inputs, signature) ? EagerCode.Compiled(op, inputs, signature)
            : EagerCode.Plain(op, inputs, signature.Outputs);
        if (code.Bytes <= MostKeptBytes && signature.Bytes <= MostSignatureBytes) Keep(hash, signature, code);
        return code;
    }

    private static bool IsLarge(Operator op, IReadOnlyList<Tensor?> inputs, EagerSignature signature)
    {
        TensorType[] types = [.. inputs.OfType<Tensor>().Select(i => i.Type), .. signature.Outputs];
        if (types.Any(t => !t.Shape.IsKnown || t.Element.Info() is { HasKernels: false })) return false;
        if (Enumerable.Range(0, inputs.Count).All(i => inputs[i] is null || signature.IsConstant(i))) return false;
        var elements = types.Sum(t => (double)t.Shape.ElementCount);
        if (elements >= FewestSteps || op is ElementwiseOperator or MovementOperator or ReduceOperator) return elements >= FewestSteps;

        // The multiply-adds of a product [m, k] · [k, n] are √(mk · kn · mn); of other operators it is a guess.
        var counts = types.Select(t => (double)Math.Max(t.Shape.ElementCount, 1)).OrderDescending().Take(3);
        return Math.Sqrt(counts.Aggregate(1.0, (product, count) => product * count)) >= FewestSteps;
    }

    private static void Keep(int hash, EagerSignature signature, EagerCode code)
    {
        lock (Changing)
        {
            if (!Known.TryGetValue(hash, out var alike)) Known[hash] = alike = [];
            alike.Add((signature, code));
            Order.Enqueue((hash, signature));
            if (Order.Count <= MostKept) return;
            var oldest = Order.Dequeue();
            var others = Known[oldest.Hash];
            others.RemoveAll(o => o.Signature == oldest.Signature);
            if (others.Count == 0) Known.Remove(oldest.Hash);
        }
    }
}
