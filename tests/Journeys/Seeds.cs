using System.Globalization;
using System.Text;

namespace AethergenAI.Journeys;

internal static class Seeds
{
    /// <summary>A table of made-up patients whose outcome depends on age and dose, the same bytes every time.</summary>
    internal static byte[] Patients(int rows)
    {
        var random = new Random(7);
        var csv = new StringBuilder("age,ward,dose_mg,outcome\r\n");
        string[] wards = ["cardiology", "oncology", "surgery"];
        for (int row = 0; row < rows; row++)
        {
            int age = random.Next(18, 95);
            double dose = Math.Round(5 + random.NextDouble() * 45, 1);
            bool better = (age / 100.0) + (dose / 100) + random.NextDouble() > 1.2;
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{age},{wards[random.Next(wards.Length)]},{dose:0.0},{(better ? "better" : "same")}\r\n"
            );
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
