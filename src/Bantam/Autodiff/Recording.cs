using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Autodiff;

/// <summary>
/// What a function computed of concrete tensors, with every operator that it applied on the way (<see cref="Gradients.Record"/>). All
/// tensors between stay in memory as long as this does. Gradients may be asked for any number of times, and of gradients, where this is
/// done inside another recording.
/// </summary>
public sealed class Recording
{
    private readonly Tape _tape;

    internal Recording(Tensor result, Tape tape) => (Result, _tape) = (result, tape);

    /// <summary>What the function returned.</summary>
    public Tensor Result { get; }

    /// <summary>The gradients of the result with respect to some of the tensors that it was computed from.</summary>
    /// <param name="parameters">Tensors that the function read: data, or what a <see cref="Variable"/> holds.</param>
    /// <returns>One gradient a parameter, of the parameter's shape; zeros where the result does not depend on it.</returns>
    /// <exception cref="ShapeException">The result is not a scalar.</exception>
    /// <exception cref="NotSupportedException">An operator on the way has no gradient.</exception>
    public Tensor[] GradientsOf(params IReadOnlyList<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (Result.IsSymbolic) return Gradients.Of(Result, parameters);
        Gradients.RequireScalar(Result);
        object[] targets = [.. parameters.Select(RecordedStep.Key)];
        var seeds = new Dictionary<object, Tensor> { [RecordedStep.Key(Result)] = Result.Number(1) };
        var gradients = new Backpropagation(null).Run(_tape.Steps, seeds, targets);
        return [.. parameters.Select((p, i) => gradients[i] ?? new Tensor(p.Type))];
    }

    /// <summary>Variables with the gradients of the result with respect to them, as an optimizer takes them.</summary>
    /// <inheritdoc cref="GradientsOf(IReadOnlyList{Tensor})"/>
    public IReadOnlyList<(Variable Weight, Tensor Gradient)> GradientsOf(IEnumerable<Variable> weights)
    {
        Variable[] all = [.. weights];
        return [.. all.Zip(GradientsOf([.. all.Select(w => w.Read())]))];
    }
}
