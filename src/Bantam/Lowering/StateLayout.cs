using Bantam.Graphs;

namespace Bantam.Lowering;

/// <summary>Where the variables of a model lie in <see cref="Region.State"/>. All plans of the model share it.</summary>
public sealed class StateLayout
{
    private readonly Dictionary<Variable, Placement> _places = [];

    /// <summary>A layout of these variables, one after the other.</summary>
    public StateLayout(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            if (_places.ContainsKey(variable)) continue;
            _places[variable] = new Placement(Region.State, Bytes, checked((int)variable.Type.Bytes));
            Bytes = checked(Bytes + Placement.Footprint(variable.Type.Bytes));
        }
    }

    /// <summary>Bytes of the whole block.</summary>
    public int Bytes { get; }

    /// <summary>The variables in order.</summary>
    public IEnumerable<Variable> Variables => _places.Keys;

    /// <summary>The place of a variable.</summary>
    /// <exception cref="PlanException">The layout does not have it.</exception>
    public Placement this[Variable variable] => _places.TryGetValue(variable, out var place) ? place
        : throw new PlanException($"Variable '{variable.Name}' is not among those that the state was laid out for.");
}
