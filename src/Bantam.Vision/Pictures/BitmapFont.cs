namespace Bantam.Vision;

/// <summary>Letters of 5 x 8 pixels: machines without fonts draw the same labels.</summary>
internal static class BitmapFont
{
    /// <summary>A letter with the gap behind it.</summary>
    public const int Advance = 6;

    /// <summary>Rows of a letter, the last one for what hangs below the line.</summary>
    public const int Rows = 8;

    private const int Columns = 5;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    /// <summary>From the space to the tilde: of each letter a digit of five bits for each row, the left pixel highest.</summary>
    private const string Letters =
        "0000000044444040AAA00000AAVAVAA04FKE5U40OP248J30CIK8LID044800000248884208422248004LEL400044V440000000C48000V0000" +
        "00000CC001248G00EHJLPHE04C4444E0EH1248V0V2421HE026AIV220VGU11HE068GUHHE0V1248880EHHEHHE0EHHF12C00CC0CC000CC0C480" +
        "248G842000V0V00084212480EH124040EH1DLLE0EHHVHHH0UHHUHHU0EHGGGHE0SIHHHIS0VGGUGGV0VGGUGGG0EHGNHHF0HHHVHHH0E44444E0" +
        "72222IC0HIKOKIH0GGGGGGV0HRLLHHH0HHPLJHH0EHHHHHE0UHHUGGG0EHHHLID0UHHUKIH0FGGE11U0V4444440HHHHHHE0HHHHHA40HHHLLLA0" +
        "HHA4AHH0HHHA4440V1248GV0E88888E00G842100E22222E04AH00000000000V08420000000E1FHF0GGMPHHU000EGGHE011DJHHF000EHVGE0" +
        "698S888000FHHF1EGGMPHHH040C444E0206222ICGGIKOKI0C44444E000QLLHH000MPHHH000EHHHE000UHHUGG00FHHF1100MPGGG000EGE1U0" +
        "88S8896000HHHJD000HHHA4000HHLLA000HA4AH000HHHF1E00V248V0244844204444444084424480008L2000";

    /// <summary>Whether a pixel of a letter is set; what the font lacks is drawn as a question mark.</summary>
    public static bool IsSet(char letter, int column, int row)
    {
        if (column >= Columns || row >= Rows) return false;
        var index = letter is >= ' ' and <= '~' ? letter - ' ' : '?' - ' ';
        return (Digits.IndexOf(Letters[(index * Rows) + row], StringComparison.Ordinal) >> (Columns - 1 - column) & 1) == 1;
    }
}
