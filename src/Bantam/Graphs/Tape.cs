using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>
/// Writes down which operators are applied to concrete tensors on a thread. What is written on a tape is on all tapes around it too.
/// </summary>
internal sealed class Tape
{
    [ThreadStatic]
    private static Tape? _current;

    private readonly List<RecordedStep> _steps = [];
    private Tape? _around;

    /// <summary>The innermost tape of this thread that is written on; null where none is.</summary>
    public static Tape? Current => _current;

    /// <summary>What was written.</summary>
    public IReadOnlyList<RecordedStep> Steps => _steps;

    /// <summary>Runs a function while this tape is written on.</summary>
    public T Record<T>(Func<T> function)
    {
        _around = _current;
        _current = this;
        try
        {
            return function();
        }
        finally
        {
            (_current, _around) = (_around, null);
        }
    }

    /// <summary>
    /// Applies an operator, while nothing that it does inside is written, and writes it down. What comes out is a tensor of its own also
    /// where an operator gives an input as it is: else two steps would seem to make one tensor.
    /// </summary>
    public Tensor[] Apply(Operator op, IReadOnlyList<Tensor?> inputs, Func<Operator, IReadOnlyList<Tensor?>, Tensor[]> apply)
    {
        _current = null;
        Tensor[] outputs;
        try
        {
            outputs = apply(op, inputs);
            for (var i = 0; i < outputs.Length; i++)
                if (outputs[i].Kind is TensorType type && inputs.Contains(outputs[i]))
                    outputs[i] = outputs[i].View(type.Shape);
        }
        finally
        {
            _current = this;
        }

        Add(op, inputs, outputs);
        return outputs;
    }

    /// <summary>Writes a step down, here and on the tapes around.</summary>
    public void Add(Operator op, IReadOnlyList<Tensor?> inputs, IReadOnlyList<Tensor> outputs)
    {
        var step = new RecordedStep(op, [.. inputs], outputs, "in a recording");
        for (var tape = this; tape is not null; tape = tape._around) tape._steps.Add(step);
    }
}
