using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Several cells as one, <c>new RNN(new StackedRNNCells([first, second]))</c>: what comes out of one goes into the next. Its states are
/// those of the first, then of the others.
/// </summary>
public sealed class StackedRNNCells : RecurrentCell
{
    private RecurrentCell[] _cells;

    /// <summary>A stack.</summary>
    /// <param name="cells">The cells, the lowest first.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public StackedRNNCells(IReadOnlyList<RecurrentCell> cells, string? name = null)
        : base(name)
    {
        _cells = [.. Hyperparameter.All(cells, nameof(cells))];
        if (_cells.Length == 0) throw new ArgumentException("A stack has a cell or more; none was given.", nameof(cells));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => _cells;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes => [.. _cells.SelectMany(c => c.StateShapes)];

    /// <inheritdoc/>
    protected override int States => _cells.Sum(c => c.OutputCount - 1);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var type = inputs[0];
        foreach (var cell in _cells)
        {
            cell.EnsureBuilt([type]);

            // What comes out of a cell has the shape of its first state.
            type = type with { Shape = new Shape([type.Shape[0], .. cell.StateShapes[0]]) };
        }
    }

    /// <inheritdoc/>
    protected internal override RecurrentSteps Begin(Tensor sequence, CallContext context)
    {
        foreach (var cell in _cells) cell.Note(context, null);
        var first = _cells[0].Begin(sequence, context);
        return new RecurrentSteps(first.Sequence, (slice, states) =>
        {
            var used = _cells[0].OutputCount - 1;
            var given = first.Step(slice, [.. states.Take(used)]);
            List<Tensor> after = [.. given.Skip(1)];
            foreach (var cell in _cells.Skip(1))
            {
                var steps = cell.Begin(given[0].Unsqueeze(0), context);
                given = steps.Step(steps.Sequence.Squeeze(0), [.. states.Skip(used).Take(cell.OutputCount - 1)]);
                used += cell.OutputCount - 1;
                after.AddRange(given.Skip(1));
            }

            return [given[0], .. after];
        });
    }

    /// <inheritdoc/>
    private protected override Layer Copy(string? name)
    {
        var copy = (StackedRNNCells)base.Copy(name);
        copy._cells = [.. _cells.Select(c => c.Copied(null))];
        return copy;
    }
}
