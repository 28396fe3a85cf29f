namespace Bantam.Kernels;

/// <summary>
/// Writes a kernel for a stack machine: walks its statements, and gives each local a slot that is free again when its block ends.
/// The parameters that the machine has have the first slots.
/// </summary>
/// <typeparam name="TType">The machine's types.</typeparam>
public abstract class StackWriter<TType> where TType : notnull
{
    private readonly Dictionary<Local, int> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TType, Stack<int>> _free = [];
    private readonly List<TType> _locals = [];

    /// <summary>A writer that has given parameters of a kernel their slots.</summary>
    protected StackWriter(Kernel kernel, IEnumerable<Local> parameters)
    {
        Kernel = kernel;
        foreach (var parameter in parameters) _slots[parameter] = Parameters++;
    }

    /// <summary>What is written.</summary>
    protected Kernel Kernel { get; }

    /// <summary>How many parameters there are.</summary>
    protected int Parameters { get; }

    /// <summary>The types of the slots behind the parameters.</summary>
    protected IReadOnlyList<TType> Locals => _locals;

    /// <summary>The machine's type for a kernel type.</summary>
    protected abstract TType TypeOf(KernelType type);

    /// <summary>Leaves the value of an expression on the stack.</summary>
    protected abstract void Write(Expr value);

    /// <summary>Pops the stack into a slot.</summary>
    protected abstract void Set(int slot);

    /// <summary>A store.</summary>
    protected abstract void Write(Store store);

    /// <summary>A loop; the first value of its counter is on the stack.</summary>
    protected abstract void Write(For loop, int counter);

    /// <summary>A loop with a condition.</summary>
    protected abstract void Write(While loop);

    /// <summary>A branch; its condition is on the stack.</summary>
    protected abstract void Write(If branch);

    /// <summary>Statements; what they declare ends with them.</summary>
    protected void Write(IReadOnlyList<Statement> block)
    {
        var declared = new List<Local>();
        foreach (var statement in block)
        {
            switch (statement)
            {
                case Assign assign:
                    Write(assign.Value);
                    if (!_slots.ContainsKey(assign.Local))
                    {
                        Declare(assign.Local);
                        declared.Add(assign.Local);
                    }

                    Set(_slots[assign.Local]);
                    break;
                case For loop:
                    Write(loop.From);
                    Write(loop, Declare(loop.Counter));
                    Release(loop.Counter);
                    break;
                case If branch:
                    Write(branch.Condition);
                    Write(branch);
                    break;
                case While loop: Write(loop); break;
                case Store store: Write(store); break;
            }
        }

        foreach (var local in declared) Release(local);
    }

    /// <summary>Where a local is.</summary>
    /// <exception cref="KernelException">It has no value yet.</exception>
    protected int Slot(Local local) => _slots.TryGetValue(local, out var slot) ? slot
        : throw new KernelException($"kernel {Kernel.Name}: local {local.Name} is read before it is set.");

    /// <summary>Gives a local a slot.</summary>
    protected int Declare(Local local) => _slots[local] = Take(TypeOf(local.Type));

    /// <summary>A slot that nothing uses.</summary>
    protected int Take(TType type) => _free.TryGetValue(type, out var free) && free.TryPop(out var slot) ? slot : Add(type);

    /// <summary>A slot that nothing has used.</summary>
    protected virtual int Add(TType type)
    {
        _locals.Add(type);
        return Parameters + _locals.Count - 1;
    }

    /// <summary>Gives a slot back.</summary>
    protected void Give(TType type, int slot)
    {
        if (!_free.TryGetValue(type, out var free)) _free[type] = free = [];
        free.Push(slot);
    }

    private void Release(Local local)
    {
        Give(TypeOf(local.Type), _slots[local]);
        _slots.Remove(local);
    }
}
