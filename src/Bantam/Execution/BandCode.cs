using Bantam.Plans;
using Bantam.Targets.Cpu;

namespace Bantam.Execution;

/// <summary>
/// The body of <see cref="Bands"/> as if it were the code of one kernel: its arguments are those of all calls, a tile is a band.
/// </summary>
/// <param name="axes">The axes of the bands.</param>
/// <param name="calls">What is done for a band.</param>
/// <param name="moves">The arguments that follow the band.</param>
internal sealed unsafe class BandCode(BandAxis[] axes, BandCall[] calls, BandMove[] moves)
{
    /// <summary>Runs some of the bands; see <see cref="KernelCode"/>.</summary>
    public void Run(nint* arguments, nint first, nint last)
    {
        for (var band = first; band < last; band++)
        {
            foreach (var (argument, address, _) in moves) arguments[argument] = address;
            var rest = (long)band;
            for (var axis = axes.Length - 1; axis >= 0; axis--)
            {
                var start = axes[axis].Start(rest % axes[axis].Count);
                rest /= axes[axis].Count;
                foreach (var (argument, _, steps) in moves) arguments[argument] += start * steps[axis];
            }

            foreach (var (code, offset, tiles) in calls) code(arguments + offset, 0, tiles);
        }
    }
}

/// <summary>A call of a band.</summary>
/// <param name="Code">The kernel.</param>
/// <param name="Arguments">Which argument is its first.</param>
/// <param name="Tiles">How many tiles there are.</param>
internal readonly record struct BandCall(KernelCode Code, int Arguments, int Tiles);

/// <summary>An argument that follows the band.</summary>
/// <param name="Argument">Which it is.</param>
/// <param name="Address">Its address in the first band.</param>
/// <param name="Steps">Bytes from one place of an axis to the next.</param>
internal readonly record struct BandMove(int Argument, nint Address, nint[] Steps);
