using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Plans;

/// <summary>
/// Where the variables of a model lie in <see cref="Region.State"/>, and in which order of axes. All plans of the model share it.
/// Variables of rank 4 are weights of convolutions, or follow some: they lie as [height, width, input, output], which is how
/// convolutions read them. Files and <see cref="Variable.Value"/> keep the logical order; it is changed at load and save only.
/// </summary>
public sealed class StateLayout
{
    private readonly Dictionary<Variable, Placement> _places = [];
    private readonly Dictionary<Variable, Variable> _physical = [];

    /// <summary>A layout of these variables, one after the other.</summary>
    public StateLayout(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            if (_physical.ContainsKey(variable)) continue;
            var physical = variable.Type.Shape.Rank == 4
                ? new Variable(variable.Name, LaidOutZeros(variable), variable.IsTrainable)
                : variable;
            _physical[variable] = physical;
            _places[variable] = _places[physical] = new Placement(Region.State, Bytes, variable.Type.Bytes);
            Bytes += Placement.Footprint(variable.Type.Bytes);
        }
    }

    /// <summary>Which logical axis of a weight [output, input, height, width] lies at each place.</summary>
    public static Ints WeightArrangement { get; } = [2, 3, 1, 0];

    /// <summary>Where each logical axis of a weight lies.</summary>
    public static Ints WeightOrder { get; } = [3, 2, 0, 1];

    /// <summary>Which logical axis of a variable lies at each place; null where they lie in their order.</summary>
    /// <exception cref="PlanException">The layout does not have it.</exception>
    public Ints? ArrangementOf(Variable variable) => ReferenceEquals(Physical(variable), variable) ? null : WeightArrangement;

    /// <summary>Bytes of the whole block.</summary>
    public long Bytes { get; private set; }

    /// <summary>The variables in order.</summary>
    public IEnumerable<Variable> Variables => _physical.Keys;

    /// <summary>The place of a variable.</summary>
    /// <exception cref="PlanException">The layout does not have it.</exception>
    public Placement this[Variable variable] => _places.TryGetValue(variable, out var place) ? place
        : throw new PlanException($"Variable '{variable.Name}' is not among those that the state was laid out for.");

    /// <summary>
    /// The variable as plans see it, with its axes in the order in which they lie; the variable itself where that is its own.
    /// </summary>
    /// <exception cref="PlanException">The layout does not have it.</exception>
    public Variable Physical(Variable variable) => _physical.TryGetValue(variable, out var physical) ? physical
        : throw new PlanException($"Variable '{variable.Name}' is not among those that the state was laid out for.");

    /// <summary>The elements of a variable in the order in which they lie.</summary>
    /// <exception cref="PlanException">The layout does not have it.</exception>
    public Tensor Arrange(Variable variable) =>
        ReferenceEquals(Physical(variable), variable) ? variable.Value : new Transpose(WeightArrangement).Evaluate([variable.Value])[0];

    /// <summary>Takes over elements in the order in which they lie as the variable's value.</summary>
    /// <exception cref="PlanException">The layout does not have the variable.</exception>
    public void Restore(Variable variable, ReadOnlySpan<byte> elements)
    {
        var physical = Physical(variable);
        if (ReferenceEquals(physical, variable))
        {
            elements.CopyTo(variable.Value.Bytes);
            return;
        }

        // A tensor of its own for each call: sessions on several threads share the layout.
        var arranged = new Tensor(physical.Type);
        elements.CopyTo(arranged.Bytes);
        new Transpose(WeightOrder).Evaluate([arranged])[0].Bytes.CopyTo(variable.Value.Bytes);
    }

    /// <summary>
    /// The first of these variables that lies elsewhere in another layout, or is not in it; null where all lie as they do here.
    /// </summary>
    internal Variable? FirstMisplaced(StateLayout other) =>
        Variables.FirstOrDefault(v => !other._places.TryGetValue(v, out var place) || place != _places[v]);

    private static Tensor LaidOutZeros(Variable variable) =>
        new(variable.Type with { Shape = new Shape(WeightArrangement.Select(axis => variable.Type.Shape[axis])) });
}
